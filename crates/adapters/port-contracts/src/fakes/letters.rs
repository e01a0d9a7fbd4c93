//! A mailer that keeps what it was given.

use std::sync::Mutex;

use airside_app::ports::Mailer;
use airside_app::ports::mailer::{Letter, MailerError};
use async_trait::async_trait;

/// Every letter that was sent, and what the mail server says to the next.
#[derive(Default)]
pub struct Letters {
    sent: Mutex<Vec<Letter>>,
    answers: Mutex<Vec<MailerError>>,
}

impl Letters {
    /// What was sent, oldest first.
    pub fn sent(&self) -> Vec<Letter> {
        self.sent.lock().unwrap().clone()
    }

    /// The next letter is answered so.
    pub fn answer(&self, error: MailerError) {
        self.answers.lock().unwrap().push(error);
    }
}

#[async_trait]
impl Mailer for Letters {
    async fn send(&self, letter: &Letter) -> Result<(), MailerError> {
        if let Some(error) = self.answers.lock().unwrap().pop() {
            return Err(error);
        }
        self.sent.lock().unwrap().push(letter.clone());
        Ok(())
    }
}
