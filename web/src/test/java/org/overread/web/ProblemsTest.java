/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.overread.shared.OverreadException;
import org.overread.shared.SharedMessages;

class ProblemsTest {

    @Test
    void what_the_caller_can_mend_says_so() {
        ProblemBody body = Problems.describe(OverreadException.badRequest(SharedMessages.MESSAGES.invalidUid()));
        assertThat(body.status()).isEqualTo(400);
        assertThat(body.code()).isEqualTo("OVR000001");
        assertThat(body.reference()).isNull();
    }

    @Test
    void our_own_failures_tell_a_reference_and_nothing_else() {
        ProblemBody body = Problems.describe(new IllegalStateException("patient DOE^JANE"));
        assertThat(body.status()).isEqualTo(500);
        assertThat(body.code()).isEqualTo("OVR000005");
        assertThat(body.title()).doesNotContain("DOE").contains(String.valueOf(body.reference()));
    }

    @Test
    void a_database_that_is_away_is_503_however_deep_it_is_wrapped() {
        ProblemBody body = Problems.describe(
                new EJBException(new RuntimeException(new SQLException("connection to db.example refused", "08001"))));
        assertThat(body.status()).isEqualTo(503);
        assertThat(body.code()).isEqualTo("OVR000004");
    }
}
