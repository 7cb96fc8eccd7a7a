/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.Counted;
import org.overread.shared.DicomUid;
import org.overread.study.Facts;
import org.overread.study.Hint;
import org.overread.study.Intake;
import org.overread.study.Studies;
import org.overread.study.Study;
import org.overread.study.StudyHints;
import org.overread.study.StudyState;

/**
 * A study arrived, grew, is complete, vanished, or found its order: takes its case to where the study is now. What was
 * missed in between does not matter.
 */
@ApplicationScoped
class StudyHandler implements WorkHandler.Transactional {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final Studies studies;
    private final CaseOpening opening;
    private final CaseRows rows;
    private final CaseWork work;
    private final CaseClock clock;
    private final Facts facts;
    private final StudyHints hints;
    private final CaseTimeline timeline;

    @Inject
    StudyHandler(
            Studies studies,
            CaseOpening opening,
            CaseRows rows,
            CaseWork work,
            CaseClock clock,
            Facts facts,
            StudyHints hints,
            CaseTimeline timeline) {
        this.studies = studies;
        this.opening = opening;
        this.rows = rows;
        this.work = work;
        this.clock = clock;
        this.facts = facts;
        this.hints = hints;
        this.timeline = timeline;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected StudyHandler() {
        this.studies = null;
        this.opening = null;
        this.rows = null;
        this.work = null;
        this.clock = null;
        this.facts = null;
        this.hints = null;
        this.timeline = null;
    }

    @Override
    public String kind() {
        return CaseWork.STUDY;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt) {
        long id = item.payload(CaseWork.StudyMoved.class).studyId();
        Optional<Study> study = studies.lock(Scope.system(), id).filter(s -> s.intake() == Intake.IN);
        if (study.isPresent()) {
            ReadingCase found = opening.ofStudy(study.get());
            if (found.state() != CaseState.CANCELLED) {
                follow(found, study.get());
            }
        }
        return WorkOutcome.done();
    }

    private void follow(ReadingCase found, Study study) {
        if (!found.state().isBeforeClaim()) {
            whileReading(found, study);
            return;
        }
        ReadingCase now = found;
        boolean moved = study.state() != StudyState.COMPLETE || found.instances() != study.instances();
        if (moved || found.state() == CaseState.ORDERED) {
            now = arriving(found, study);
        }
        if (study.state() == StudyState.COMPLETE) {
            if (now.state() == CaseState.ARRIVING) {
                complete(now, study);
            } else {
                counted(now, study);
            }
        }
    }

    /** Images come, came late, or went: whatever was proven of them is not any more. */
    private ReadingCase arriving(ReadingCase found, Study study) {
        boolean vanished = study.state() == StudyState.VANISHED;
        var change = new CaseChange(found)
                .imageState(vanished ? ImageState.NONE : ImageState.ARRIVING)
                .instances(study.instances())
                .modality(Modalities.of(study, found.modality()));
        if (found.state() != CaseState.ARRIVING) {
            change.state(CaseState.ARRIVING).verification(null);
        }
        ReadingCase after = change.done();
        if (after.equals(found)) {
            return found;
        }
        rows.write(after);
        if (vanished) {
            timeline.add(
                    after, "case.vanished", "The archive does not hold the images any more. The case waits for them.");
        } else if (found.state() == CaseState.ORDERED) {
            timeline.add(after, "case.arriving", "Images are coming in.", Map.of("instances", study.instances()));
        } else if (found.state() != CaseState.ARRIVING) {
            timeline.add(
                    after,
                    "case.late-images",
                    "The images changed, from " + found.instances() + " to " + study.instances()
                            + ", before anybody read. The case waits until they are complete again.",
                    Map.of("before", found.instances(), "instances", study.instances()));
        }
        return rows.lock(found.id()).orElseThrow();
    }

    /** An instant as people are told it. */
    static String minute(@Nullable Instant at) {
        return at == null ? "never" : MINUTES.format(at);
    }

    private void complete(ReadingCase found, Study study) {
        Instant complete = study.completedAt() == null ? rows.now() : study.completedAt();
        var change = new CaseChange(found)
                .state(CaseState.COMPLETE)
                .imageState(ImageState.COMPLETE)
                .instances(study.instances())
                .modality(Modalities.of(study, found.modality()));
        clock.start(found, complete, facts.patientClassOf(found.orderId()), change);
        ReadingCase after = change.done();
        rows.write(after);
        timeline.add(
                after,
                "case.complete",
                (study.instances() == 1 ? "Its image is" : "All " + study.instances() + " images are")
                        + " at the archive. The clock runs until " + minute(after.dueAt())
                        + ".",
                Map.of("instances", study.instances(), "due", String.valueOf(after.dueAt())));
        if (found.ownerGroup() == null) {
            work.route(found.id());
        } else {
            onItsWay(rows.lock(found.id()).orElseThrow(), study);
        }
    }

    /** Late images of a case that has its owner go the same way as the others. */
    private void onItsWay(ReadingCase found, Study study) {
        rows.write(new CaseChange(found)
                .state(CaseState.ROUTED)
                .routedAt(rows.now())
                .done());
        timeline.add(found, "case.again", found.ownerGroup() + " still has the case; its images are proven again.");
        prove(found, study);
    }

    /** Has a study counted soon. */
    void recount(Study study) {
        hints.look(study.archive(), new DicomUid(study.studyUid()), Hint.RECOUNT);
    }

    /** Has the images proven where they are read: by a transfer, or by one more count where they are. */
    void prove(ReadingCase found, Study study) {
        String destination = found.destination();
        if (destination == null) {
            recount(study);
        } else {
            work.send(found, study, destination);
        }
    }

    /** For a group that reads from the archive: counted once more since it got the case. */
    private void counted(ReadingCase found, Study study) {
        Instant routed = found.routedAt();
        if (found.state() == CaseState.ROUTED
                && found.destination() == null
                && routed != null
                && study.countedAt().isAfter(routed)) {
            rows.write(new CaseChange(found)
                    .readable(rows.now())
                    .imageState(ImageState.VERIFIED)
                    .instancesThere(study.instances())
                    .verification("source")
                    .done());
            timeline.add(
                    found,
                    "case.available",
                    found.ownerGroup() + " can read it from archive " + study.archive() + ": "
                            + Counted.of(study.instances(), "image") + ", counted again.",
                    Map.of("verification", "source", "instances", study.instances()));
        }
    }

    /** From the claim on the reading goes on; reader and coordinator are told, and the new images follow. */
    private void whileReading(ReadingCase found, Study study) {
        boolean same = found.instances() == study.instances() && study.state() == StudyState.COMPLETE;
        if (same && found.imageState() != ImageState.ARRIVING && found.imageState() != ImageState.NONE) {
            return;
        }
        if (study.state() != StudyState.COMPLETE) {
            ImageState images = study.state() == StudyState.VANISHED ? ImageState.NONE : ImageState.ARRIVING;
            if (found.imageState() == images && found.instances() == study.instances()) {
                return;
            }
            rows.write(new CaseChange(found)
                    .imagesChanged(true)
                    .imageState(images)
                    .instances(study.instances())
                    .done());
            timeline.add(
                    found,
                    "case.images-changed",
                    images == ImageState.NONE
                            ? "The archive does not hold the images any more, while the case was " + found.state() + "."
                            : "The images changed, from " + found.instances() + " to " + study.instances()
                                    + ", while the case was " + found.state() + ".",
                    Map.of("before", found.instances(), "instances", study.instances()));
            return;
        }
        boolean source = found.destination() == null;
        rows.write(new CaseChange(found)
                .imagesChanged(true)
                .imageState(source ? ImageState.VERIFIED : ImageState.COMPLETE)
                .instances(study.instances())
                .instancesThere(source ? study.instances() : found.instancesThere())
                .done());
        timeline.add(
                found,
                "case.late-images",
                "The study is complete again, with " + Counted.of(study.instances(), "image")
                        + (source ? "." : "; those that came late are sent after."),
                Map.of("before", found.instances(), "instances", study.instances()));
        if (!source) {
            prove(found, study);
        }
    }
}
