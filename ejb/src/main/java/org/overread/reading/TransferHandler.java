/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overread.access.Scope;
import org.overread.config.ConfigurationStore;
import org.overread.config.Site;
import org.overread.outbox.WorkHandler;
import org.overread.outbox.WorkItem;
import org.overread.outbox.WorkOutcome;
import org.overread.shared.Counted;
import org.overread.study.Studies;
import org.overread.study.Study;
import org.overread.study.StudyState;

/**
 * News of a case's transfer. "There" means: what was proven is the study as it is now, by a proof that the site accepts;
 * then the case may be claimed.
 */
@ApplicationScoped
class TransferHandler implements WorkHandler.Transactional {
    private final CaseRows rows;
    private final Studies studies;
    private final ConfigurationStore configuration;
    private final StudyHandler images;
    private final CaseTimeline timeline;

    @Inject
    TransferHandler(
            CaseRows rows,
            Studies studies,
            ConfigurationStore configuration,
            StudyHandler images,
            CaseTimeline timeline) {
        this.rows = rows;
        this.studies = studies;
        this.configuration = configuration;
        this.images = images;
        this.timeline = timeline;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected TransferHandler() {
        this.rows = null;
        this.studies = null;
        this.configuration = null;
        this.images = null;
        this.timeline = null;
    }

    /** How a transfer stands. */
    enum Step {
        SENDING,
        VERIFIED,
        QUARANTINED,
        CANCELLED
    }

    /**
     * The payload: {@code instances} at the source and {@code there}, at the destination. News of another destination
     * than the case's own are of a group that had it before.
     */
    record News(
            long caseId,
            long transferId,
            long studyId,
            Step state,
            @Nullable String verification,
            int instances,
            int there,
            @Nullable String destination) {}

    @Override
    public String kind() {
        return CaseWork.TRANSFER;
    }

    @Override
    public WorkOutcome handle(WorkItem item, int attempt) {
        News news = item.payload(News.class);
        rows.lock(news.caseId())
                .filter(c -> Objects.equals(c.studyId(), news.studyId()) && c.destination() != null)
                .filter(c -> news.destination() == null || news.destination().equals(c.destination()))
                .ifPresent(c -> tell(c, news));
        return WorkOutcome.done();
    }

    private void tell(ReadingCase found, News news) {
        switch (news.state()) {
            case SENDING -> {
                if (found.imageState() == ImageState.COMPLETE || found.imageState() == ImageState.QUARANTINED) {
                    rows.write(new CaseChange(found)
                            .imageState(ImageState.SENDING)
                            .instancesThere(news.there())
                            .done());
                }
            }
            case VERIFIED -> verified(found, news);
            case QUARANTINED ->
                stopped(
                        found,
                        "case.quarantined",
                        "Its images could not be brought to " + found.destination()
                                + ". The transfer tells why, and waits for a person.");
            case CANCELLED ->
                stopped(
                        found,
                        "case.transfer-cancelled",
                        "The transfer of its images was cancelled. A person has to decide.");
        }
    }

    private void stopped(ReadingCase found, String kind, String text) {
        if (found.imageState() != ImageState.ARRIVING && found.imageState() != ImageState.NONE) {
            rows.write(new CaseChange(found).imageState(ImageState.QUARANTINED).done());
        }
        timeline.add(found, kind, text);
    }

    private void verified(ReadingCase found, News news) {
        boolean waits = found.state() == CaseState.ROUTED;
        if (!waits && found.state().isBeforeClaim()) {
            // late images took the case back meanwhile; they bring a proof of their own
            return;
        }
        if ("counted".equals(news.verification()) && !consents(found)) {
            stopped(
                    found,
                    "case.not-proven",
                    "The images were only counted at " + found.destination() + ", and site " + found.site()
                            + " does not accept that as proof.");
            return;
        }
        Study study = studies.lock(Scope.system(), news.studyId()).orElseThrow();
        boolean again = found.imageState() == ImageState.VERIFIED && found.instancesThere() == news.there();
        boolean current = study.state() == StudyState.COMPLETE && study.instances() == news.instances();
        if (!current && !(again && study.state() == StudyState.COMPLETE)) {
            notCurrent(found, news, study);
            return;
        }
        var change = new CaseChange(found)
                .imageState(ImageState.VERIFIED)
                .instancesThere(news.there())
                .verification(news.verification());
        rows.write(waits ? change.readable(rows.now()).done() : change.done());
        timeline.add(
                found,
                waits ? "case.available" : "case.images-there",
                (waits ? found.ownerGroup() + " can read it: " : "The images that came late are there: ")
                        + Counted.of(news.there(), "image") + " proven at " + found.destination() + " by " + proof(news)
                        + ".",
                Map.of("verification", String.valueOf(news.verification()), "instances", news.there()));
    }

    /**
     * The transfer saw other images at the source than we count. The study is counted, which finds late images, and
     * sent once more; if source list and count still differ then, the list of what is really there decides.
     */
    private void notCurrent(ReadingCase found, News news, Study study) {
        rows.write(new CaseChange(found)
                .imageState(ImageState.VERIFIED)
                .instancesThere(news.there())
                .done());
        timeline.add(
                found,
                "case.not-current",
                Counted.of(news.there(), "image") + " of it " + (news.there() == 1 ? "is" : "are") + " proven at "
                        + found.destination() + ", but the study has "
                        + study.instances() + " now. They are counted and sent again.",
                Map.of("there", news.there(), "instances", study.instances()));
        images.recount(study);
        if (study.state() == StudyState.COMPLETE) {
            images.prove(found, study);
        }
    }

    private boolean consents(ReadingCase found) {
        return configuration
                .current()
                .site(found.site())
                .map(Site::allowCounted)
                .orElse(false);
    }

    private static String proof(News news) {
        return switch (String.valueOf(news.verification())) {
            case "counted" -> "their number only";
            case "committed" -> "storage commitment";
            default -> "each one's UID";
        };
    }
}
