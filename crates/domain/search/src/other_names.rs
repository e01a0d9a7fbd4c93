//! The other names of cities: in the language of the place, in a neighbour's, or of another day.
//!
//! Each line is one city, in one country, by every name that people type for it, folded.
//! An airport's city may bear any of them, and is then found by all the others too. Our
//! own list of common knowledge; a name that a larger town bears as its own is left out.

use std::collections::HashMap;

use airside_primitives::CountryCode;

/// Finds the other names of a city.
#[derive(Debug)]
pub(crate) struct OtherNames(HashMap<(&'static str, &'static str), &'static [&'static str]>);

impl OtherNames {
    pub(crate) fn new() -> Self {
        let each = |(country, names): &(&'static str, &'static [&'static str])| {
            let (country, names) = (*country, *names);
            names.iter().map(move |name| ((country, *name), names))
        };
        Self(CITIES.iter().flat_map(each).collect())
    }

    /// Every name besides the given ones, which are folded and of one city in this country.
    pub(crate) fn of(&self, country: CountryCode, names: &[String]) -> Vec<&'static str> {
        let known = |name: &String| self.0.get(&(country.as_str(), name.as_str())).copied();
        let others = names.iter().filter_map(known).flatten().copied();
        let mut others: Vec<_> = others.filter(|it| names.iter().all(|name| name != it)).collect();
        others.sort_unstable();
        others.dedup();
        others
    }
}

/// By country.
const CITIES: &[(&str, &[&str])] = &[
    ("AL", &["tirana", "tirane"]),
    ("AM", &["yerevan", "erevan"]),
    ("AT", &["vienna", "wien", "vienne"]),
    ("BD", &["chittagong", "chattogram"]),
    ("BD", &["dhaka", "dacca"]),
    ("BE", &["antwerp", "antwerpen", "anvers"]),
    ("BE", &["brussels", "bruxelles", "brussel", "bruessel"]),
    ("BG", &["sofia", "sofiya"]),
    ("CA", &["quebec", "quebec city"]),
    ("CH", &["basel", "basle", "bale"]),
    ("CH", &["geneva", "geneve", "genf", "ginevra"]),
    ("CH", &["zurich", "zuerich"]),
    ("CL", &["santiago", "santiago de chile"]),
    ("CN", &["beijing", "peking", "pekin"]),
    ("CN", &["chongqing", "chungking"]),
    ("CN", &["dalian", "dairen"]),
    ("CN", &["guangzhou", "canton", "kwangchow"]),
    ("CN", &["nanjing", "nanking"]),
    ("CN", &["qingdao", "tsingtao"]),
    ("CN", &["shanghai", "schanghai"]),
    ("CN", &["shenyang", "mukden"]),
    ("CN", &["suzhou", "soochow"]),
    ("CN", &["tianjin", "tientsin"]),
    ("CN", &["urumqi", "wulumuqi"]),
    ("CN", &["xiamen", "amoy"]),
    ("CU", &["havana", "la habana", "la havane"]),
    ("CZ", &["brno", "brunn"]),
    ("CZ", &["ostrava", "ostrau"]),
    ("CZ", &["prague", "praha", "prag"]),
    ("DE", &["berlin", "berlino"]),
    ("DE", &["cologne", "koln", "koeln"]),
    ("DE", &["dusseldorf", "duesseldorf"]),
    ("DE", &["frankfurt am main", "frankfurt main", "francfort"]),
    ("DE", &["hannover", "hanover"]),
    ("DE", &["munich", "munchen", "muenchen"]),
    ("DE", &["nuremberg", "nurnberg", "nuernberg"]),
    ("DK", &["copenhagen", "kobenhavn", "koebenhavn", "kopenhagen"]),
    ("DZ", &["algiers", "alger"]),
    ("EE", &["tallinn", "reval"]),
    ("EG", &["alexandria", "iskandariya"]),
    ("EG", &["cairo", "al qahirah", "kairo", "le caire"]),
    ("ES", &["bilbao", "bilbo"]),
    ("ES", &["palma de mallorca", "mallorca", "majorca"]),
    ("ES", &["san sebastian", "donostia"]),
    ("ES", &["seville", "sevilla"]),
    ("ES", &["zaragoza", "saragossa"]),
    ("FI", &["helsinki", "helsingfors"]),
    ("FI", &["turku", "abo"]),
    ("FR", &["basel", "basle", "bale"]),
    ("FR", &["lyon", "lyons"]),
    ("FR", &["marseille", "marseilles"]),
    ("FR", &["nice", "nizza"]),
    ("FR", &["paris", "parigi"]),
    ("FR", &["strasbourg", "strassburg"]),
    ("GB", &["london", "londres", "londra"]),
    ("GR", &["athens", "athina", "athinai", "athen"]),
    ("GR", &["corfu", "kerkyra"]),
    ("GR", &["heraklion", "iraklion", "iraklio"]),
    ("GR", &["rhodes", "rodos"]),
    ("GR", &["santorini", "thira", "thera"]),
    ("GR", &["thessaloniki", "salonica", "saloniki"]),
    ("HK", &["hong kong", "hongkong", "xianggang"]),
    ("HR", &["dubrovnik", "ragusa"]),
    ("HR", &["zagreb", "agram"]),
    ("ID", &["denpasar", "bali"]),
    ("ID", &["jakarta", "djakarta", "batavia"]),
    ("ID", &["makassar", "ujung pandang"]),
    ("ID", &["surabaya", "soerabaja"]),
    ("ID", &["yogyakarta", "jogjakarta", "djokjakarta"]),
    ("IL", &["tel aviv", "tel aviv yafo", "tel aviv jaffa"]),
    ("IN", &["ahmedabad", "amdavad"]),
    ("IN", &["allahabad", "prayagraj"]),
    ("IN", &["belgaum", "belagavi"]),
    ("IN", &["bengaluru", "bangalore"]),
    ("IN", &["chennai", "madras"]),
    ("IN", &["guwahati", "gauhati"]),
    ("IN", &["hubli", "hubballi"]),
    ("IN", &["kalaburagi", "gulbarga"]),
    ("IN", &["kochi", "cochin"]),
    ("IN", &["kolkata", "calcutta"]),
    ("IN", &["kozhikode", "calicut"]),
    ("IN", &["mangaluru", "mangalore"]),
    ("IN", &["mumbai", "bombay"]),
    ("IN", &["mysore", "mysuru"]),
    ("IN", &["nasik", "nashik"]),
    ("IN", &["puducherry", "pondicherry"]),
    ("IN", &["pune", "poona"]),
    ("IN", &["thiruvananthapuram", "trivandrum"]),
    ("IN", &["tiruchirappalli", "trichy", "tiruchi"]),
    ("IN", &["vadodara", "baroda"]),
    ("IN", &["varanasi", "benares", "banaras"]),
    ("IN", &["visakhapatnam", "vizag"]),
    ("IR", &["isfahan", "esfahan"]),
    ("IR", &["mashhad", "meshed"]),
    ("IR", &["tehran", "teheran"]),
    ("IT", &["florence", "firenze", "florenz"]),
    ("IT", &["genova", "genoa", "genua"]),
    ("IT", &["milan", "milano", "mailand"]),
    ("IT", &["naples", "napoli", "neapel"]),
    ("IT", &["padova", "padua"]),
    ("IT", &["rome", "roma", "rom"]),
    ("IT", &["turin", "torino"]),
    ("IT", &["venice", "venezia", "venedig"]),
    ("JP", &["tokyo", "tokio"]),
    ("KG", &["bishkek", "frunze"]),
    ("KH", &["phnom penh", "pnom penh"]),
    ("KR", &["busan", "pusan"]),
    ("KR", &["jeju city", "jeju", "cheju"]),
    ("KR", &["seoul", "soul"]),
    ("KW", &["kuwait city", "al kuwayt"]),
    ("KZ", &["aktau", "aqtau"]),
    ("KZ", &["almaty", "alma ata"]),
    ("KZ", &["astana", "nur sultan", "akmola"]),
    ("LB", &["beirut", "beyrouth"]),
    ("LT", &["kaunas", "kowno"]),
    ("LT", &["vilnius", "wilno", "wilna"]),
    ("LU", &["luxembourg", "luxemburg"]),
    ("LY", &["benghazi", "bengasi"]),
    ("LY", &["tripoli", "tarabulus"]),
    ("MA", &["fez", "fes"]),
    ("MA", &["marrakech", "marrakesh"]),
    ("MA", &["tangier", "tanger", "tangiers"]),
    ("MD", &["chisinau", "kishinev"]),
    ("MG", &["antananarivo", "tananarive"]),
    ("MK", &["skopje", "uskub"]),
    ("MM", &["yangon", "rangoon"]),
    ("MN", &["ulaanbaatar", "ulan bator"]),
    ("MO", &["macau", "macao"]),
    ("MX", &["mexico city", "ciudad de mexico", "mexico df", "cdmx"]),
    ("MY", &["penang", "pulau pinang"]),
    ("MZ", &["maputo", "lourenco marques"]),
    ("NL", &["the hague", "den haag"]),
    ("OM", &["muscat", "masqat", "maskat"]),
    ("PL", &["gdansk", "danzig"]),
    ("PL", &["katowice", "kattowitz"]),
    ("PL", &["krakow", "cracow", "krakau"]),
    ("PL", &["poznan", "posen"]),
    ("PL", &["szczecin", "stettin"]),
    ("PL", &["warsaw", "warszawa", "warschau", "varsovie"]),
    ("PL", &["wroclaw", "breslau"]),
    ("PT", &["lisbon", "lisboa", "lissabon"]),
    ("PT", &["porto", "oporto"]),
    ("RO", &["bucharest", "bucuresti", "bukarest"]),
    ("RO", &["cluj napoca", "klausenburg", "kolozsvar"]),
    ("RO", &["timisoara", "temeswar"]),
    ("RS", &["belgrade", "beograd", "belgrad"]),
    ("RU", &["kaliningrad", "konigsberg", "koenigsberg"]),
    ("RU", &["moscow", "moskva", "moskau", "moscou"]),
    ("RU", &["nizhny novgorod", "nizhniy novgorod", "gorky"]),
    ("RU", &["samara", "kuybyshev"]),
    ("RU", &["st petersburg", "saint petersburg", "sankt peterburg", "leningrad"]),
    ("RU", &["volgograd", "stalingrad"]),
    ("RU", &["yekaterinburg", "ekaterinburg", "sverdlovsk"]),
    ("SA", &["jeddah", "jiddah", "djeddah"]),
    ("SA", &["medina", "al madinah", "madinah"]),
    ("SA", &["riyadh", "ar riyad", "riad"]),
    ("SE", &["gothenburg", "goteborg", "goeteborg"]),
    ("SE", &["malmo", "malmoe"]),
    ("SG", &["singapore", "singapura"]),
    ("SI", &["ljubljana", "laibach"]),
    ("SK", &["bratislava", "pressburg", "pozsony"]),
    ("SK", &["kosice", "kaschau"]),
    ("SY", &["aleppo", "halab"]),
    ("SY", &["damascus", "dimashq"]),
    ("TH", &["bangkok", "krung thep"]),
    ("TJ", &["dushanbe", "stalinabad"]),
    ("TM", &["ashgabat", "ashkhabad"]),
    ("TR", &["istanbul", "constantinople"]),
    ("TR", &["izmir", "smyrna"]),
    ("TW", &["kaohsiung", "gaoxiong"]),
    ("TW", &["taipei", "taibei"]),
    ("UA", &["dnipro", "dnipropetrovsk", "dnepropetrovsk"]),
    ("UA", &["kharkiv", "kharkov"]),
    ("UA", &["kyiv", "kiev", "kiew"]),
    ("UA", &["lviv", "lvov", "lwow", "lemberg"]),
    ("UA", &["odessa", "odesa"]),
    ("US", &["new york", "new york city"]),
    ("US", &["washington", "washington dc"]),
    ("VN", &["da nang", "danang"]),
    ("VN", &["hanoi", "ha noi"]),
    ("VN", &["ho chi minh city", "saigon", "sai gon"]),
    ("XK", &["prishtina", "pristina"]),
    ("YE", &["sanaa", "sana"]),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::names::fold;

    #[test]
    fn every_name_is_folded_and_one_city_in_its_country() {
        let mut seen = HashSet::new();
        for (country, names) in CITIES {
            assert!(country.parse::<CountryCode>().is_ok() && names.len() > 1, "{names:?}");
            for name in *names {
                assert_eq!(fold(name), *name);
                assert!(seen.insert((country, name)), "{name} of {country} is listed twice");
            }
        }
        assert!(CITIES.is_sorted());
    }

    #[test]
    fn a_city_is_known_by_every_name_but_those_of_another_country() {
        let others = OtherNames::new();
        let of =
            |country: &str, city: &str| others.of(country.parse().unwrap(), &[city.to_owned()]);
        assert_eq!(of("IN", "mumbai"), ["bombay"]);
        assert_eq!(of("IN", "bombay"), ["mumbai"]);
        assert_eq!(of("DE", "munich"), ["muenchen", "munchen"]);
        assert_eq!(of("US", "naples"), [""; 0]);
    }
}
