//! Bus, limits and blobs inside this process.
