/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class IntakeFailedTest {
    @Test
    void a_failure_of_the_message_counts_and_one_of_the_moment_does_not() {
        assertThat(failed(new IllegalStateException()).countable()).isTrue();
        assertThat(failed(new SQLException("", "P0001")).countable()).isTrue();
        assertThat(failed(new SQLException("", "40P01")).countable()).isFalse();
        assertThat(failed(new SQLException("", "08006")).countable()).isFalse();
        assertThat(failed(new SQLException("", "57P01")).countable()).isFalse();
    }

    @Test
    void a_connection_lost_at_commit_is_found_among_what_was_suppressed() {
        Exception rolledBack = new Exception("could not commit");
        rolledBack.addSuppressed(new Exception(new SQLException("terminating", "57P01")));

        assertThat(failed(rolledBack).countable()).isFalse();
    }

    @Test
    void says_where_and_never_in_the_failures_words() {
        IntakeFailed failure = failed(new SQLException("Key (patient_id)=(4711)", "23505"));

        assertThat(failure.description()).contains("23505").doesNotContain("4711");
        assertThat(failure.getCause()).isNull();
    }

    private static IntakeFailed failed(Exception cause) {
        return IntakeFailed.because(new RuntimeException(cause));
    }
}
