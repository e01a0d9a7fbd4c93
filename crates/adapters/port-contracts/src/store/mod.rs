//! What every store promises.
//!
//! An adapter's test gives a subject, anything with a method `store` that answers an
//! `Arc<dyn Store>`: empty, new for each promise, and alive as long as the subject is.

pub mod accounts;
pub mod adoption;
pub mod bookings;
pub mod carry_over;
pub mod commits;
pub mod departures;
pub mod due;
pub mod finding;
pub mod follow;
pub mod history;
pub mod mails;
pub mod payments;
pub mod personal_data;
pub mod promo;
pub mod sales;
pub mod services;
pub mod stock;
pub mod tariffs;
pub mod users;
pub mod watching;
pub mod webhooks;
pub mod world;

use airside_app::ports::changes::{AnswerKey, Remembered};
use airside_app::ports::{Changes, CommitError, Store, Write};
use airside_booking::booking::Inventory;
use time::{Date, Duration};

use crate::samples::{NOW, user_id};

/// Makes a `#[tokio::test]` of each promise of a store.
#[macro_export]
macro_rules! store {
    ($subject:expr) => {
        $crate::store!($subject =>
            accounts: [
                a_user_comes_back_as_added,
                an_address_belongs_to_one_account_whatever_its_case,
                a_live_key_leads_to_its_owner,
                keys_are_listed_newest_first_page_by_page,
                a_revoked_key_is_gone_and_only_its_owner_can_revoke_it,
                a_refresh_token_is_used_once,
                an_ended_session_gives_no_new_token,
                an_answer_is_remembered_until_it_expires,
                an_expired_answer_gives_way,
                all_answers_are_read_in_the_order_of_their_keys,
            ],
            adoption: [
                staged_rows_are_seen_once_they_are_adopted,
                adopting_replaces_the_rows_of_these_airlines_alone,
                an_airline_without_staged_rows_has_none,
                a_plan_against_an_older_world_is_refused,
                of_two_adoptions_at_once_one_is_refused,
                an_older_stage_cannot_be_adopted_after_a_newer_one_cleared_it,
                of_many_who_stage_at_once_whoever_is_adopted_is_adopted_whole,
                adopting_tells_every_node,
                what_is_written_with_an_adoption_is_of_its_commit,
                a_shrunk_cabin_keeps_what_it_sold_and_sells_no_more,
                a_grown_cabin_sells_more,
                a_node_that_missed_the_new_world_cannot_sell_a_changed_departure,
                a_departure_that_did_not_change_is_sold_by_every_node,
                a_first_sale_is_of_the_current_world,
                what_was_first_sold_since_the_plan_is_judged,
                sales_and_adoptions_together_never_exceed_the_capacity,
            ],
            bookings: [
                a_booking_in_any_state_comes_back_as_committed,
                an_unknown_booking_is_none,
                a_stale_version_is_a_conflict,
                a_locator_is_given_once,
                a_ticket_number_is_given_once,
                unpaid_bookings_are_those_whose_hold_is_not_over,
                lists_give_every_booking_once_newest_first,
                every_booking_is_listed_oldest_first,
                a_filter_reads_the_status_as_it_is_now,
                cancellations_and_documents_come_back_as_committed,
            ],
            carry_over: [
                a_new_store_has_nothing_to_carry_over,
                what_is_carried_over_is_there_whole,
            ],
            commits: [
                a_refused_commit_leaves_nothing_behind,
                the_last_place_is_sold_once,
                a_seat_is_given_once,
                each_commit_of_a_moment_has_its_own_answer,
                opposite_orders_do_not_block_each_other,
                a_commit_whose_caller_goes_away_is_whole_or_absent,
                an_empty_commit_is_fine,
            ],
            departures: [
                bookings_that_wait_for_their_payment_are_found_by_departure,
                what_was_decided_about_a_departure_is_of_one_world,
                what_was_taken_back_is_not_in_force,
                a_departure_is_cancelled_once,
            ],
            due: [
                time_is_moved_on_by_each_commit_that_says_so,
                messages_wait_in_order_until_they_are_sent,
                messages_that_wait_are_named_by_their_age_and_not_handed_out,
                an_event_is_recorded_once,
                a_settled_event_waits_no_more,
                overdue_holds_are_listed_until_they_are_settled,
                live_payments_are_listed_by_their_last_change,
                what_waits_for_the_gateway_is_claimed_later_each_time,
                several_nodes_claim_each_piece_once,
                refunds_are_unfinished_until_they_succeed,
                documents_are_pending_until_they_are_made,
                what_is_over_is_forgotten_and_nothing_else,
                a_login_is_forgotten_with_its_last_token,
            ],
            finding: [
                a_booking_is_found_from_its_commit_on,
                bookings_are_found_page_by_page,
                whoever_is_erased_is_not_found,
            ],
            history: [
                lines_come_back_newest_first_by_what_they_are_about,
                a_line_is_written_once,
                what_a_line_says_can_be_forgotten_and_the_line_stays,
            ],
            follow: [
                a_booking_is_found_by_every_departure_it_hangs_on,
                a_booking_may_hang_on_more_departures_later,
                touched_departures_wait_until_they_are_settled,
                a_departure_that_was_touched_again_stays,
                a_departure_says_where_it_moved,
                what_follows_an_older_world_is_refused,
            ],
            mails: [
                of_each_cause_there_is_one_mail,
                a_mail_that_two_take_is_one_ones,
                mails_are_listed_while_they_are_due_and_once_they_are_given_up,
            ],
            payments: [
                a_payment_in_any_state_comes_back_as_committed,
                a_payment_is_found_by_every_id_the_gateway_gave_it,
                a_booking_has_one_live_payment,
                a_refund_in_any_state_comes_back_as_committed,
                saving_at_a_stale_version_is_a_conflict_for_every_record,
            ],
            personal_data: [
                every_key_and_login_of_a_user_is_told,
                every_answer_to_a_user_is_told,
                a_leaving_account_opens_nothing_and_frees_its_address,
                an_account_is_removed_with_its_last_login,
                events_are_found_and_forgotten_by_what_they_are_about,
                a_booking_waits_for_erasure_until_it_is_over,
                a_booking_waits_for_erasure_while_money_is_under_way,
                the_promo_code_of_a_booking_is_told,
                a_file_waits_to_be_deleted_until_it_is_gone,
            ],
            promo: [
                a_promo_code_comes_back_as_saved,
                uses_are_counted_and_returned,
                limits_hold_when_many_book_at_once,
                an_unknown_code_cannot_be_used,
                promo_codes_are_listed_by_name_with_their_uses,
            ],
            sales: [
                a_sale_is_written_once_it_is_confirmed_and_never_again,
                what_is_given_back_is_written_beside_what_was_sold,
                what_is_exchanged_is_written_and_is_what_was_sold_from_then_on,
                lines_of_a_time_are_read_page_by_page,
                what_an_older_release_left_out_of_the_books_is_found,
            ],
            stock: [
                what_is_untouched_is_not_sold,
                places_are_counted_by_flight_date_and_cabin,
                what_a_cabin_holds_is_written_down_at_its_first_sale,
                what_is_returned_can_be_sold_again,
                more_than_was_taken_cannot_be_returned,
                places_that_an_old_booking_returns_again_are_a_conflict,
                a_booking_may_claim_its_own_seat_again,
                only_its_holder_can_release_a_seat,
            ],
            services: [
                a_service_is_had_as_often_as_its_limit_says,
                the_last_of_a_service_is_had_once,
            ],
            tariffs: [
                the_newest_tariff_is_in_use_and_every_version_is_kept,
                a_new_tariff_is_told_to_every_node_and_the_same_one_is_not,
                tariffs_saved_at_once_have_versions_of_their_own,
                what_is_written_with_a_tariff_is_of_its_commit,
            ],
            users: [
                an_account_comes_back_as_it_was_changed,
                whoever_is_blocked_has_no_live_key_and_no_live_session,
                sessions_are_listed_while_they_go_on,
                users_are_listed_by_their_least_role_newest_first,
                somebody_stays_administrator_whoever_asks_at_the_same_time,
                a_mailed_token_is_used_once_and_the_others_of_its_purpose_with_it,
                what_was_mailed_makes_room_once_it_has_lapsed_and_leaves_with_its_user,
            ],
            watching: [
                nothing_waits_in_a_new_store,
                what_waits_is_counted_with_the_age_of_the_oldest,
                there_are_no_more_connections_than_there_may_be,
            ],
            webhooks: [
                an_endpoint_comes_back_as_it_was_saved,
                events_are_listed_newest_first_for_those_they_are_about,
                what_happens_goes_to_those_who_asked_and_may_hear_of_it,
                who_is_disabled_or_no_operator_any_more_is_told_nothing,
                a_delivery_is_claimed_once_until_the_claim_ends,
                tries_are_written_down_and_tell_how_it_goes,
                an_event_is_delivered_once_more_from_the_beginning,
                events_are_forgotten_with_their_deliveries,
            ],
            world: [
                the_world_comes_back_as_loaded,
                rows_replace_rows_with_the_same_key,
                fares_differ_by_each_of_their_conditions,
                replacing_empties_first,
                loading_tells_every_node,
                an_airport_is_saved_and_removed_alone,
                an_airline_is_saved_alone,
            ],
        );
    };
    ($subject:expr => $($module:ident: [$($promise:ident,)+],)+) => {
        $($(
            #[tokio::test]
            async fn $promise() {
                let subject = $subject.await;
                $crate::store::$module::$promise(subject.store()).await;
            }
        )+)+
    };
}

/// Commits one write.
async fn commit(store: &dyn Store, write: Write) -> Result<(), CommitError> {
    store.commit(Changes::default().write(write)).await
}

/// Commits several writes, none of which is refused.
async fn put(store: &dyn Store, writes: impl IntoIterator<Item = Write>) {
    store.commit(Changes::default().write_all(writes)).await.unwrap();
}

/// The inventory sold from a date on, sorted.
async fn sold(store: &dyn Store, date: Date) -> Vec<Inventory> {
    let mut sold: Vec<_> =
        store.sold_from(date).await.unwrap().into_iter().map(|sold| sold.inventory).collect();
    sold.sort();
    sold
}

/// Takes inventory of a cabin that holds `capacity`, as a node that knows the current world.
async fn take(store: &dyn Store, inventory: Inventory, capacity: u16) -> Result<(), CommitError> {
    let world = store.world_version().await.unwrap();
    commit(store, Write::TakeInventory { inventory, capacity, world }).await
}

/// An answer that one user was given.
fn answer(user: u128, operation: &str, key: &str) -> Remembered {
    let (operation, key) = (operation.to_owned(), key.to_owned());
    Remembered {
        key: AnswerKey { user: user_id(user), operation, key },
        fingerprint: [7; 32],
        status: 201,
        body: "{}".to_owned(),
        answered_at: NOW,
        expires_at: NOW + Duration::DAY,
    }
}
