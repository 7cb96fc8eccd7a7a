/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Reader;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;

/**
 * Another configuration may no longer have a reader who has a case. What was only given to that reader is given to another
 * at once. What is being read stays, since only people take a case from somebody who reads: the coordinator is told, once.
 */
@ApplicationScoped
class StaffHandler implements WorkHandler.Transactional {
    private static final int PAGE = 100;

    private final StaffRows staff;
    private final CaseRows rows;
    private final CaseWork work;
    private final Offers offers;
    private final ConfigurationStore configuration;
    private final CaseTimeline timeline;

    @Inject
    StaffHandler(
            StaffRows staff,
            CaseRows rows,
            CaseWork work,
            Offers offers,
            ConfigurationStore configuration,
            CaseTimeline timeline) {
        this.staff = staff;
        this.rows = rows;
        this.work = work;
        this.offers = offers;
        this.configuration = configuration;
        this.timeline = timeline;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected StaffHandler() {
        this.staff = null;
        this.rows = null;
        this.work = null;
        this.offers = null;
        this.configuration = null;
        this.timeline = null;
    }

    @Override
    public String kind() {
        return CaseWork.STAFF;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt) {
        long after = item.payload(CaseWork.Triaged.class).after();
        Configuration current = configuration.current();
        List<String> readers = current.readers().stream().map(Reader::name).toList();
        // of a group that lists nobody everybody may read
        List<String> groups = current.readers().stream()
                .flatMap(reader -> reader.groups().stream())
                .distinct()
                .toList();
        List<Long> page = staff.leftBehind(groups, readers, after, PAGE);
        page.forEach(id -> rows.lock(id).ifPresent(c -> look(c, current)));
        if (page.size() == PAGE) {
            work.staff(page.get(PAGE - 1));
        }
        return WorkOutcome.done();
    }

    private void look(ReadingCase found, Configuration current) {
        if (found.state() != CaseState.READING) {
            offers.lookAgain(found.id(), Duration.ZERO);
            return;
        }
        String reader = found.reader();
        if (reader == null || current.reader(reader).isPresent() || staff.wasTold(found)) {
            return;
        }
        timeline.add(
                found,
                "case.reader-gone",
                reader
                        + " reads the case and is not in the configuration any more. A coordinator can release it or hand"
                        + " it over.",
                Map.of("tell", "coordinator"));
    }
}
