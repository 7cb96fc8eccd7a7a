/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Priority;

/** One change of a case, its parts named; every change of state is a legal move. */
final class CaseChange {
    private final ReadingCase from;
    private String site;
    private @Nullable Long orderId;
    private @Nullable Long studyId;
    private CaseState state;
    private Priority priority;
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

    CaseChange(ReadingCase from) {
        this.from = from;
        this.site = from.site();
        this.orderId = from.orderId();
        this.studyId = from.studyId();
        this.state = from.state();
        this.priority = from.priority();
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
    }

    /** @throws org.overread.shared.OverreadException when the case cannot make this move */
    CaseChange state(CaseState next) {
        state = state.become(next);
        return this;
    }

    CaseChange clock(Instant started, Instant warn, Instant due) {
        clockStartedAt = started;
        warnAt = warn;
        dueAt = due;
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
                from.held(),
                triage,
                from.escalated(),
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
                from.version());
    }
}
