/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.outbox.Breaker;
import org.overread.shared.Problem;
import org.overread.transfer.PutResult;
import org.overread.transfer.PutResult.Failed;
import org.overread.transfer.PutResult.Refused;

/** What came of handing objects over, gathered from several threads. */
final class Handover {
    private static final int ENOUGH = 50;
    private static final int ENOUGH_ALONE = 10;
    /** Bad request, conflict, too large, media type or content not taken (RFC 9110 section 15.5). */
    private static final Set<Integer> MAY_BE_AN_OBJECT = Set.of(400, 409, 413, 415, 422);

    private int objects;
    private long bytes;
    private int stored;
    private int heldBack;
    private @Nullable Problem heldBackFor;
    private int unmentioned;
    private int refused;
    private int refusedForNow;
    private int reason = -1;
    private boolean vanished;
    private int refusedAlone;
    private @Nullable Refused together;
    private @Nullable Refused lastRefusal;
    private @Nullable AttemptFailed failure;
    private @Nullable RuntimeException unforeseen;

    /** Takes a destination's answer in; false when nothing more should be sent. */
    synchronized boolean add(String destination, PutResult result) {
        objects += result.sent().objects();
        bytes += result.sent().bytes();
        heldBack += result.heldBack();
        if (heldBackFor == null) {
            heldBackFor = result.sent().reason();
        }
        if (result instanceof PutResult.Stored) {
            stored += result.sent().objects();
        } else if (result instanceof PutResult.PartlyStored partly) {
            stored += partly.stored().size();
            unmentioned += partly.unmentioned().size();
            partly.failed().forEach(this::refuse);
            // a destination that takes nothing at all is not sent the whole rest as well
            return stored > 0 || objects < ENOUGH;
        } else if (result instanceof Refused answer) {
            return refuse(answer);
        } else if (result instanceof PutResult.Unavailable answer) {
            fail(AttemptFailed.notReached(Breaker.destination(destination), answer.problem()));
        } else if (result instanceof PutResult.Ambiguous answer) {
            fail(AttemptFailed.inDoubt(answer.problem()));
        }
        return failure == null;
    }

    /** One bad object can be why a whole request is refused: then each goes alone, and only the bad ones stay behind. */
    private boolean refuse(Refused answer) {
        boolean mayBeAnObject = MAY_BE_AN_OBJECT.contains(answer.status());
        if (!mayBeAnObject) {
            fail(AttemptFailed.forGood(answer.problem()));
        } else if (answer.sent().objects() > 1) {
            together = answer;
        } else {
            refusedAlone++;
            lastRefusal = answer;
            return stored > 0 || refusedAlone < ENOUGH_ALONE;
        }
        return false;
    }

    private void refuse(Failed object) {
        if (object.isTransient()) {
            refusedForNow++;
        } else {
            refused++;
            reason = object.reason();
        }
    }

    /** The first failure decides; what follows it is its consequence. */
    synchronized void fail(AttemptFailed failed) {
        if (failure == null) {
            failure = failed;
        }
    }

    synchronized void crash(RuntimeException thrown) {
        if (unforeseen == null) {
            unforeseen = thrown;
        }
    }

    /** An object of the list is not at the source any more: list it again. */
    synchronized void vanish() {
        vanished = true;
    }

    synchronized boolean isBroken() {
        return failure != null || unforeseen != null;
    }

    synchronized void check() {
        if (unforeseen != null) {
            throw unforeseen;
        }
        if (failure != null) {
            throw failure;
        }
    }

    synchronized int objects() {
        return objects;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized int stored() {
        return stored;
    }

    synchronized boolean sourceChanged() {
        return vanished;
    }

    /** What was handed over in this pass and in those before, for the attempt's figures. */
    synchronized Handover after(Handover before) {
        Handover sum = new Handover();
        sum.objects = objects + before.objects();
        sum.bytes = bytes + before.bytes();
        return sum;
    }

    /** A request of several objects that was refused as such: send each alone. */
    synchronized @Nullable Refused refusedTogether() {
        return together;
    }

    /** Whether the destination said of each object that it is stored. */
    synchronized boolean isWhole() {
        return refusedAlone == 0
                && together == null
                && heldBack == 0
                && unmentioned == 0
                && refused == 0
                && refusedForNow == 0
                && !vanished;
    }

    /** Why objects that were handed over are not there. */
    synchronized AttemptFailed reasonFor(String destination, int lost, int instances) {
        var messages = org.overread.transfer.TransferMessages.MESSAGES;
        if (heldBackFor != null) {
            return AttemptFailed.forGood(heldBackFor);
        }
        if (heldBack > 0) {
            return AttemptFailed.forGood(Problem.of(messages.heldBack(heldBack)));
        }
        if (lastRefusal != null && stored == 0) {
            // it takes nothing at all: what it says itself tells more
            return AttemptFailed.forGood(lastRefusal.problem());
        }
        if (lastRefusal != null) {
            return AttemptFailed.forGood(
                    Problem.of(messages.refusedObjects(destination, refusedAlone, "status " + lastRefusal.status())));
        }
        if (refused > 0) {
            // PS3.18 table I.2-2 writes reasons in hexadecimal
            String code = reason < 0 ? "unknown" : String.format("%04XH", reason);
            return AttemptFailed.forGood(Problem.of(messages.refusedObjects(destination, refused, code)));
        }
        return AttemptFailed.inVain(Problem.of(messages.missingThere(destination, lost, instances)));
    }
}
