/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overread.config.ClockTerms;
import org.overread.config.Clocks;
import org.overread.config.Ladder;
import org.overread.shared.Priority;

/** One change of a case, its parts named; every change of state is a legal move. */
final class CaseChange {
    private final ReadingCase from;
    private String site;
    private @Nullable Long orderId;
    private @Nullable Long studyId;
    private CaseState state;
    private Priority priority;
    private @Nullable Priority orderPriority;
    private String modality;
    private @Nullable String tier;
    private @Nullable String ownerGroup;
    private @Nullable String reader;
    private boolean triage;
    private boolean imagesChanged;
    private boolean orderCancelled;
    private ImageState imageState;
    private int instances;
    private int instancesThere;
    private @Nullable String verification;
    private @Nullable String destination;
    private @Nullable Instant routedAt;
    private @Nullable Instant clockStartedAt;
    private @Nullable Instant warnAt;
    private @Nullable Instant dueAt;
    private @Nullable Long mergedInto;
    private boolean held;
    private boolean escalated;
    private CaseWatch watch;

    CaseChange(ReadingCase from) {
        this.from = from;
        this.site = from.site();
        this.orderId = from.orderId();
        this.studyId = from.studyId();
        this.state = from.state();
        this.priority = from.priority();
        this.orderPriority = from.orderPriority();
        this.modality = from.modality();
        this.tier = from.tier();
        this.ownerGroup = from.ownerGroup();
        this.reader = from.reader();
        this.triage = from.triage();
        this.imagesChanged = from.imagesChanged();
        this.orderCancelled = from.orderCancelled();
        this.imageState = from.imageState();
        this.instances = from.instances();
        this.instancesThere = from.instancesThere();
        this.verification = from.verification();
        this.destination = from.destination();
        this.routedAt = from.routedAt();
        this.clockStartedAt = from.clockStartedAt();
        this.warnAt = from.warnAt();
        this.dueAt = from.dueAt();
        this.mergedInto = from.mergedInto();
        this.held = from.held();
        this.escalated = from.escalated();
        this.watch = from.watch();
    }

    /** @throws org.overread.shared.OverreadException when the case cannot make this move */
    CaseChange state(CaseState next) {
        state = state.become(next);
        return this;
    }

    /** A clock that starts when the running one did keeps the pauses that this one had. */
    CaseChange clock(Instant started, Duration time, ClockTerms terms) {
        Duration paused = started.equals(clockStartedAt) ? watch.paused() : Duration.ZERO;
        clockStartedAt = started;
        warnAt = terms.plus(started, paused.plus(Clocks.warning(time)));
        dueAt = terms.plus(started, paused.plus(time));
        watch = watch.agreed(terms).paused(paused).reclocked(warnAt, dueAt);
        return this;
    }

    /** The images are proven where they are read: a clock that starts with that starts now, with the time it was agreed with. */
    CaseChange readable(Instant at) {
        state(CaseState.AVAILABLE);
        Instant started = clockStartedAt;
        Instant due = dueAt;
        ClockTerms terms = watch.terms();
        if (terms.starts() == ClockTerms.Start.AVAILABLE && started != null && due != null) {
            clock(at, terms.between(started, due).minus(watch.paused()), terms);
        }
        return this;
    }

    /** What was told of the clock, and the ladder. */
    CaseChange watch(CaseWatch value) {
        watch = value;
        return this;
    }

    /** Stands before the first step of a ladder. */
    CaseChange ladder(Ladder value) {
        watch = watch.climbs(value.steps());
        return this;
    }

    CaseChange escalated(boolean value) {
        escalated = value;
        return this;
    }

    /** The clock stands still from now on. */
    CaseChange hold(Instant at, @Nullable Instant until, @Nullable String by, String reason) {
        held = true;
        watch = watch.held(at, until, by, reason);
        return this;
    }

    /** The clock goes on: its instants are later by as long as it stood still while it ran. */
    CaseChange resume(Instant at) {
        Instant since = watch.heldAt();
        held = false;
        watch = watch.resumed();
        if (since != null && clockStartedAt != null && warnAt != null && dueAt != null) {
            Instant stood = since.isAfter(clockStartedAt) ? since : clockStartedAt;
            // what would not have counted anyway was no pause
            Duration pause = watch.terms().between(stood, at);
            if (!pause.isZero()) {
                warnAt = watch.terms().plus(warnAt, pause);
                dueAt = watch.terms().plus(dueAt, pause);
                watch = watch.paused(watch.paused().plus(pause)).reclocked(warnAt, dueAt);
            }
        }
        return this;
    }

    CaseChange site(String value) {
        site = value;
        return this;
    }

    CaseChange orderId(@Nullable Long value) {
        orderId = value;
        return this;
    }

    CaseChange studyId(@Nullable Long value) {
        studyId = value;
        return this;
    }

    /** What the order asks for now. */
    CaseChange orderPriority(Priority value) {
        orderPriority = value;
        return this;
    }

    CaseChange priority(Priority value) {
        priority = value;
        return this;
    }

    CaseChange modality(String value) {
        modality = value;
        return this;
    }

    CaseChange tier(@Nullable String value) {
        tier = value;
        return this;
    }

    CaseChange ownerGroup(@Nullable String value) {
        if (!Objects.equals(value, ownerGroup)) {
            // it was the forecast of the group that had it
            watch = watch.forecast(null);
        }
        ownerGroup = value;
        return this;
    }

    CaseChange reader(@Nullable String value) {
        reader = value;
        return this;
    }

    CaseChange triage(boolean value) {
        triage = value;
        return this;
    }

    CaseChange imagesChanged(boolean value) {
        imagesChanged = value;
        return this;
    }

    CaseChange orderCancelled(boolean value) {
        orderCancelled = value;
        return this;
    }

    CaseChange imageState(ImageState value) {
        imageState = value;
        return this;
    }

    CaseChange instances(int value) {
        instances = value;
        return this;
    }

    CaseChange instancesThere(int value) {
        instancesThere = value;
        return this;
    }

    CaseChange verification(@Nullable String value) {
        verification = value;
        return this;
    }

    CaseChange destination(@Nullable String value) {
        destination = value;
        return this;
    }

    CaseChange routedAt(@Nullable Instant value) {
        routedAt = value;
        return this;
    }

    CaseChange mergedInto(@Nullable Long value) {
        mergedInto = value;
        return this;
    }

    ReadingCase done() {
        return new ReadingCase(
                from.id(),
                site,
                orderId,
                studyId,
                state,
                priority,
                modality,
                tier,
                ownerGroup,
                reader,
                held,
                triage,
                escalated,
                imagesChanged,
                orderCancelled,
                imageState,
                instances,
                instancesThere,
                verification,
                destination,
                routedAt,
                clockStartedAt,
                warnAt,
                dueAt,
                from.createdAt(),
                from.updatedAt(),
                mergedInto,
                from.version(),
                orderPriority,
                watch);
    }
}
