-- Asks for each line of a file in turn. With a number, the largest price tells every search from
-- every other, as a search of the bench has it.
--
--   wrk --script wrk.lua http://127.0.0.1:8080 -- paths.txt [first number]

local paths, at, number = {}, 0, nil

function init(arguments)
  for path in io.lines(arguments[1]) do
    paths[#paths + 1] = path
  end
  number = tonumber(arguments[2])
end

function request()
  at = at + 1
  local path = paths[(at - 1) % #paths + 1]
  if number then
    path = path .. string.format("%.0f", number + at)
  end
  return wrk.format("GET", path)
end
