/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.overread.config.Reader;
import org.overread.routing.Routing;

class MonthTest {
    private final Month month = new Month(1, 6_000);

    /** @param told each case as it ends */
    static Outcomes run(Month month, Method method, Consumer<Outcomes.Ended> told) {
        Tally tally = new Tally(month.configuration);
        Run run = new Run(
                month.configuration,
                month.duties,
                Routing.engine(),
                Routing.choice(),
                month.world(),
                method,
                Month.FROM,
                Month.UNTIL,
                ended -> {
                    tally.add(ended);
                    told.accept(ended);
                });
        month.arrivals.forEach(run::arrive);
        run.end();
        return tally.outcomes();
    }

    private static List<Outcomes.Ended> cases(Month month, Method method) {
        List<Outcomes.Ended> all = new ArrayList<>();
        run(month, method, all::add);
        return all;
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void each_case_ends_once_and_only_with_a_reader_who_may_have_it(Method method) {
        List<Outcomes.Ended> cases = cases(month, method);
        assertThat(cases).hasSameSizeAs(month.arrivals);
        Set<Long> seen = new HashSet<>();
        cases.forEach(ended -> {
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
        assertThat(cases.stream().filter(Outcomes.Ended::unread)).hasSizeLessThan(cases.size() / 10);
    }

    @Test
    void the_same_month_runs_alike() {
        assertThat(cases(month, Method.OVERREAD)).isEqualTo(cases(new Month(1, 6_000), Method.OVERREAD));
    }

    @Test
    void another_seed_is_another_month() {
        assertThat(cases(month, Method.OVERREAD)).isNotEqualTo(cases(new Month(2, 6_000), Method.OVERREAD));
    }
}
