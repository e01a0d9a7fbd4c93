//! The Documents port: tickets and receipts as PDF.
