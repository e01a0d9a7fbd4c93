//! Cancellation policy: from a paid journey and the hours left to a refund, line by line.
