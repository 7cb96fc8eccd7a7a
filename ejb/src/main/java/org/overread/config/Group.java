/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reading group. Its members have the role {@code group:NAME}.
 *
 * @param name kept with each case it had
 * @param tier how far from the hospital it is
 * @param timezone of its working day
 * @param destination where it reads; null = from the archive: nothing is sent
 * @param sites whose cases it may be given; empty = every site's
 * @param hl7 how its own RIS is spoken to; null = it has none, or none that we speak to
 * @param assignment whether its cases are given to one reader or offered to all
 * @param offer how long a case is one reader's, or the offered group's, unread, before the next is asked; null = for as
 *     long as the ladder lets it
 */
public record Group(
        String name,
        Tier tier,
        ZoneId timezone,
        @Nullable String destination,
        Set<String> sites,
        @Nullable Hl7 hl7,
        Assignment assignment,
        @Nullable Duration offer) {
    public Group {
        sites = Set.copyOf(sites);
    }

    /** A group without a RIS of its own. */
    public Group(String name, Tier tier, ZoneId timezone, @Nullable String destination, Set<String> sites) {
        this(name, tier, timezone, destination, sites, null, Assignment.PULL, null);
    }

    /** How its cases come to its readers. */
    public enum Assignment {
        /** Offered to all of the group who may read it; who claims it has it. */
        PULL,
        /** Given to one reader. */
        PUSH
    }

    /** Where its orders go; null when it gets none. */
    public @Nullable Orders orders() {
        return hl7 == null ? null : hl7.orders();
    }

    /**
     * A group's own RIS.
     *
     * @param sender the sender profile that its reports come under
     * @param orders where it gets the orders of its cases; null = it gets none
     */
    public record Hl7(String sender, @Nullable Orders orders) {}

    /** How it gets the orders of its cases. */
    public record Orders(Hl7Receiver receiver, Form form) {}

    /** Which message an order is. */
    public enum Form {
        /** ORM^O01 with a ZDS segment for the study's UID. */
        ORM,
        /** OMI^O23 with IPC segments. */
        OMI
    }

    /** Whether a case of the site may be given to it. */
    public boolean readsFor(String site) {
        return sites.isEmpty() || sites.contains(site);
    }

    /** How far from the hospital; a case starts local and is escalated outwards. */
    public enum Tier {
        LOCAL,
        REGIONAL,
        GLOBAL
    }
}
