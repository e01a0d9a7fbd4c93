//! The Bus port on RabbitMQ.
