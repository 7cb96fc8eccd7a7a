/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.overread.config.ConfigurationStore;
import org.overread.outbox.Lease;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;

/**
 * Asks one archive what it received since the last sweep and hands each study that is new, or has another count than
 * we know, to {@link StudyLook}. Finds what no notice told; decides nothing.
 *
 * <p>An archive that tells no receive time is asked by Study Date around today. What it holds the first time is
 * remembered as not for us, since nobody can tell whether it came before or after the installation.
 */
@ApplicationScoped
class StudySweep implements WorkHandler.Lengthy {
    static final String KIND = "study.sweep";

    private static final int PAGE = 200;

    private final StudySources sources;
    private final Sweeps sweeps;
    private final StudyRows rows;
    private final StudyHints hints;
    private final ConfigurationStore configuration;
    private final Clock clock;

    @Inject
    StudySweep(
            StudySources sources,
            Sweeps sweeps,
            StudyRows rows,
            StudyHints hints,
            ConfigurationStore configuration,
            Clock clock) {
        this.sources = sources;
        this.sweeps = sweeps;
        this.rows = rows;
        this.hints = hints;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected StudySweep() {
        this.sources = null;
        this.sweeps = null;
        this.rows = null;
        this.hints = null;
        this.configuration = null;
        this.clock = null;
    }

    /** The payload of this work. */
    record Request(String archive) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt, Lease lease) {
        String archive = item.payload(Request.class).archive();
        try {
            Terms terms = Terms.of(configuration.current(), archive);
            sweeps.of(archive).ifPresent(progress -> sweep(sources.archive(archive), terms, progress, lease));
            return WorkOutcome.done();
        } catch (ArchiveUnavailable e) {
            return WorkOutcome.retry(e.problem());
        } catch (ArchiveException e) {
            return WorkOutcome.dead(e.problem());
        }
    }

    private void sweep(StudySource source, Terms terms, Sweeps.Progress progress, Lease lease) {
        String archive = source.name();
        if (source.tellsReceiveTime()) {
            Instant since = later(progress.sweptTo().minus(terms.archive().sweepOverlap()), progress.installedAt());
            pages(offset -> source.receivedSince(since, offset, PAGE), lease, found -> look(archive, found, true));
            pages(
                    offset -> source.seriesReceivedSince(since, offset, PAGE),
                    lease,
                    found -> look(archive, found, false));
        } else {
            LocalDate today = LocalDate.now(clock.withZone(terms.zone()));
            long back = Math.max(1, terms.archive().sweepWindow().toDays());
            IntFunction<Page<StudyAttributes>> window =
                    offset -> source.studiesOfDate(today.minusDays(back), today.plusDays(1), offset, PAGE);
            pages(window, lease, found -> {
                if (progress.baseline()) {
                    look(archive, found, true);
                } else {
                    remember(archive, terms.site(), found);
                }
            });
        }
        lease.fenced(() -> sweeps.swept(archive, progress.now()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static void pages(
            IntFunction<Page<StudyAttributes>> source, Lease lease, Consumer<List<StudyAttributes>> found) {
        Page<StudyAttributes> page;
        int offset = 0;
        do {
            page = source.apply(offset);
            List<StudyAttributes> items = page.items();
            if (!items.isEmpty()) {
                lease.fenced(() -> found.accept(items));
            }
            // an archive that says "more" and gives nothing would keep us here
            if (page.next() <= offset) {
                return;
            }
            offset = page.next();
        } while (page.more() && !lease.lost());
    }

    /** @param strangers whether studies that we do not know are looked at too */
    private void look(String archive, List<StudyAttributes> found, boolean strangers) {
        Map<String, StudyRows.Known> known =
                rows.known(archive, found.stream().map(s -> s.study().value()).toList());
        for (StudyAttributes study : found) {
            StudyRows.Known row = known.get(study.study().value());
            boolean wanted = row == null
                    ? strangers
                    : row.intake() == Intake.IN && study.instances() > 0 && row.instances() != study.instances();
            if (wanted) {
                hints.look(archive, study.study(), Hint.SWEEP);
            }
        }
    }

    private void remember(String archive, String site, List<StudyAttributes> found) {
        found.forEach(study -> rows.insert(archive, study.study().value(), site, Intake.OUT));
        StudyLog.LOG.baseline(archive, found.size());
    }
}
