/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.overread.config.ConfigurationStore;
import org.overread.shared.Counted;
import org.overread.shared.OverreadException;
import org.overread.timeline.Timeline;

/**
 * Where everything that is seen of a study is written down, in the caller's transaction and with the row locked. Seeing
 * the same twice changes nothing.
 */
@ApplicationScoped
class StudyRegister implements StudyCompletion {
    private final StudyRows rows;
    private final StudyMatching matching;
    private final ConfigurationStore configuration;
    private final Timeline timeline;
    private final Event<Object> events;

    @Inject
    StudyRegister(
            StudyRows rows,
            StudyMatching matching,
            ConfigurationStore configuration,
            Timeline timeline,
            Event<Object> events) {
        this.rows = rows;
        this.matching = matching;
        this.configuration = configuration;
        this.timeline = timeline;
        this.events = events;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected StudyRegister() {
        this.rows = null;
        this.matching = null;
        this.configuration = null;
        this.timeline = null;
        this.events = null;
    }

    /** What a look came to. */
    enum Verdict {
        /** Nothing more to do until the next hint. */
        SETTLED,
        /** To be counted again when the quiet period may be over. */
        QUIET_PERIOD,
        /** The archive does not hold it and we never saw it. */
        UNKNOWN
    }

    /** @param left how long, for {@link Verdict#QUIET_PERIOD} */
    record Result(Verdict verdict, Duration left) {
        static final Result SETTLED = new Result(Verdict.SETTLED, Duration.ZERO);
        static final Result UNKNOWN = new Result(Verdict.UNKNOWN, Duration.ZERO);
    }

    /** @param instances as the archive counts now; 0 and no attributes when it does not hold the study */
    Result record(String archive, String uid, Hint hint, Optional<StudyAttributes> seen, int instances) {
        Terms terms = Terms.of(configuration.current(), archive);
        if (!rows.isBound(archive, uid)) {
            rows.alone();
        }
        if (seen.isEmpty() || instances == 0) {
            return rows.lock(archive, uid).map(this::vanished).orElse(Result.UNKNOWN);
        }
        rows.insert(archive, uid, terms.site(), Intake.OPEN);
        Study before = rows.lock(archive, uid).orElseThrow();
        rows.describe(before.id(), seen.get(), terms, instances);
        if (hint == Hint.NOTIFY && !before.namedByNotify()) {
            rows.named(before.id());
        }
        Study study = rows.lock(archive, uid).orElseThrow();
        Optional<Long> order = match(before, study);
        if (study.intake() != Intake.IN) {
            boolean fresh = study.intake() == Intake.OPEN
                    && !rows.wasThereBefore(archive, seen.get().received());
            if (!matching.admits(terms, study, order, fresh)) {
                rows.intake(study.id(), Intake.OUT);
                return Result.SETTLED;
            }
            matching.letIn(study);
        }
        return count(before, study, terms);
    }

    private Optional<Long> match(Study before, Study study) {
        if (study.orderId() == null) {
            return matching.seekOrder(study);
        }
        boolean changed = before.patient().isPresent() && !before.patient().equals(study.patient());
        // a merge, or a correction at the archive, may have ended the conflict
        if (changed || study.conflict() != null) {
            matching.patientChanged(study);
        }
        return Optional.of(study.orderId());
    }

    private Result count(Study before, Study study, Terms terms) {
        boolean changed = before.instances() != study.instances();
        if (changed && study.state() != StudyState.ARRIVING) {
            rows.state(study.id(), StudyState.ARRIVING);
            timeline.add(
                    study.subject(),
                    study.site(),
                    null,
                    "study.changed",
                    "The study changed after it was complete: from " + before.instances() + " to "
                            + Counted.of(study.instances(), "image") + ".",
                    Map.of("before", before.instances(), "instances", study.instances()));
            events.fire(new StudyGrew(study.id(), study.site(), before.instances(), study.instances()));
        } else if (study.state() == StudyState.COMPLETE) {
            events.fire(new StudyCounted(study.id(), study.site(), study.instances()));
            return Result.SETTLED;
        }
        Duration left = rows.quietLeft(study.id(), terms.archive().quietPeriod());
        if (changed || left.compareTo(Duration.ZERO) > 0) {
            return new Result(Verdict.QUIET_PERIOD, left);
        }
        completed(
                study,
                "The study is complete: " + Counted.of(study.instances(), "image") + ", and no change for "
                        + words(terms.archive().quietPeriod()) + ".");
        return Result.SETTLED;
    }

    private static String words(Duration time) {
        return time.toSeconds() % 60 == 0 && time.toSeconds() > 60
                ? Counted.of(time.toMinutes(), "minute")
                : Counted.of(time.toSeconds(), "second");
    }

    @Override
    public void complete(long studyId, String who) {
        Study study = rows.lock(studyId)
                .filter(s -> s.intake() == Intake.IN && s.state() != StudyState.VANISHED && s.instances() > 0)
                .orElseThrow(() -> OverreadException.conflict(StudyMessages.MESSAGES.notToComplete()));
        if (study.state() == StudyState.ARRIVING) {
            completed(study, who + " called the study complete, with " + Counted.of(study.instances(), "image") + ".");
            events.fire(new StudyCalledComplete(
                    study.id(), study.site(), who, study.patientId(), study.patientAuthority(), study.studyUid()));
        }
    }

    private void completed(Study study, String text) {
        rows.state(study.id(), StudyState.COMPLETE);
        timeline.add(
                study.subject(), study.site(), null, "study.complete", text, Map.of("instances", study.instances()));
        events.fire(new StudyCompleted(study.id(), study.site(), study.instances()));
    }

    private Result vanished(Study study) {
        if (study.state() == StudyState.VANISHED) {
            return Result.SETTLED;
        }
        rows.state(study.id(), StudyState.VANISHED);
        if (study.intake() == Intake.IN) {
            timeline.add(
                    study.subject(),
                    study.site(),
                    null,
                    "study.vanished",
                    "Archive " + study.archive() + " does not hold the study any more.",
                    Map.of("archive", study.archive()));
            events.fire(new StudyVanished(study.id(), study.site()));
        }
        return Result.SETTLED;
    }
}
