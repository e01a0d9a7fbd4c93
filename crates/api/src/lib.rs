//! The HTTP API: reads a request, calls one use case, shows the result.
