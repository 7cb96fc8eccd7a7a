/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.overread.config.Reader;
import org.overread.routing.Routing;

class MonthTest {
    private final Month month = new Month(1, 6_000);

    static Outcomes run(Month month, Method method) {
        return new Run(month.configuration, month.duties, Routing.engine(), Routing.choice(), month.world(), method)
                .of(month.arrivals.iterator(), Month.FROM, Month.UNTIL, taken -> {});
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void each_case_ends_once_and_only_with_a_reader_who_may_have_it(Method method) {
        Outcomes outcomes = run(month, method);
        assertThat(outcomes.cases()).hasSameSizeAs(month.arrivals);
        Set<Long> seen = new HashSet<>();
        outcomes.cases().forEach(ended -> {
            assertThat(seen.add(ended.id())).isTrue();
            if (ended.reader() != null) {
                Reader reader = month.configuration.reader(ended.reader()).orElseThrow();
                Arrival arrival = month.arrivals.stream()
                        .filter(a -> a.id() == ended.id())
                        .findFirst()
                        .orElseThrow();
                String place = month.configuration
                        .site(arrival.facts().site())
                        .orElseThrow()
                        .jurisdiction();
                assertThat(reader.licences())
                        .extracting(Reader.Licence::jurisdiction)
                        .contains(place);
                assertThat(reader.modalities().isEmpty()
                                || reader.modalities().contains(arrival.facts().modality()))
                        .isTrue();
                assertThat(reader.groups()).contains(ended.group());
            }
        });
        assertThat(outcomes.all().unread()).isLessThan(outcomes.cases().size() / 10);
    }

    @Test
    void the_same_month_runs_alike() {
        assertThat(run(month, Method.OVERREAD)).isEqualTo(run(new Month(1, 6_000), Method.OVERREAD));
    }

    @Test
    void another_seed_is_another_month() {
        assertThat(run(month, Method.OVERREAD).cases())
                .isNotEqualTo(run(new Month(2, 6_000), Method.OVERREAD).cases());
    }
}
