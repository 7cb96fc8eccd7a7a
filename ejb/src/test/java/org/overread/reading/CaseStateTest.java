/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.overread.shared.OverreadException;

class CaseStateTest {
    @Test
    void the_straight_line_is_legal() {
        CaseState[] line = {
            CaseState.ORDERED,
            CaseState.ARRIVING,
            CaseState.COMPLETE,
            CaseState.ROUTED,
            CaseState.AVAILABLE,
            CaseState.READING,
            CaseState.PRELIMINARY,
            CaseState.FINAL,
            CaseState.DELIVERED
        };
        for (int i = 1; i < line.length; i++) {
            assertThat(line[i - 1].become(line[i])).isEqualTo(line[i]);
        }
    }

    @Test
    void an_illegal_move_names_both_states_and_has_an_id() {
        assertThatThrownBy(() -> CaseState.ORDERED.become(CaseState.READING))
                .isInstanceOfSatisfying(OverreadException.class, e -> {
                    assertThat(e.kind()).isEqualTo(OverreadException.Kind.CONFLICT);
                    assertThat(e.problem().code()).isEqualTo("OVR000800");
                    assertThat(e.problem().text()).contains("ORDERED", "READING");
                });
    }

    @Test
    void late_images_lead_back_to_arriving_only_before_the_claim() {
        assertThat(Stream.of(CaseState.values())
                        .filter(CaseState::isOpen)
                        .filter(s -> s.isBeforeClaim() && s != CaseState.ORDERED && s != CaseState.ARRIVING))
                .allMatch(s -> s.canBecome(CaseState.ARRIVING));
        assertThat(CaseState.PRELIMINARY.canBecome(CaseState.ARRIVING)).isFalse();
        assertThat(CaseState.FINAL.canBecome(CaseState.ARRIVING)).isFalse();
    }

    @Test
    void what_is_read_is_never_cancelled_and_what_is_delivered_moves_only_by_a_corrected_report() {
        assertThat(CaseState.READING.canBecome(CaseState.CANCELLED)).isFalse();
        assertThat(CaseState.FINAL.canBecome(CaseState.CANCELLED)).isFalse();
        assertThat(Stream.of(CaseState.values()).filter(CaseState.DELIVERED::canBecome))
                .containsExactly(CaseState.FINAL);
    }
}
