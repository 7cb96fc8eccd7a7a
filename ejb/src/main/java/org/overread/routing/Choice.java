/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a case, and why not the others: kept as long as the case.
 *
 * @param outcome what was chosen
 * @param groups each group that was asked, in order
 * @param ranked who could have it, best first
 * @param excluded who could not
 */
public record Choice(Outcome outcome, List<GroupAsked> groups, List<Ranked> ranked, List<Excluded> excluded) {
    public Choice {
        groups = List.copyOf(groups);
        ranked = WhenRead.orCopy(ranked);
        excluded = WhenRead.orCopy(excluded);
    }

    /** What was chosen. */
    public sealed interface Outcome {
        /** It is one reader's. */
        record Assigned(String group, String reader) implements Outcome {}

        /** All of these may claim it. @param readers best first */
        record Offered(String group, List<String> readers) implements Outcome {
            public Offered {
                readers = WhenRead.orCopy(readers);
            }
        }

        /** The group chooses its reader itself: the configuration lists none of its readers. */
        record Whole(String group) implements Outcome {}

        /**
         * No group can give it to anybody now.
         *
         * @param group whose reader comes next who could, else the first that may have it; null = none may
         * @param next when that reader comes on duty; null = nobody known
         */
        record Nobody(@Nullable String group, @Nullable Instant next) implements Outcome {}
    }

    /** A group that was asked. @param obstacle why none of its readers was looked at; empty = they were */
    public record GroupAsked(String group, String obstacle) {}

    /**
     * A reader who could have it.
     *
     * @param late minutes by which it would be past its time there, as a forecast; 0 = it would not
     * @param score the sum of its parts; lower is better
     * @param parts by their names in the documentation
     * @param onCall asked because nobody on duty could
     */
    public record Ranked(
            String group, String reader, double late, double score, Map<String, Double> parts, boolean onCall) {}

    /** A reader who could not. @param detail what the reason is about, such as a day or a number; may be empty */
    public record Excluded(String group, String reader, Reason reason, String detail) {}

    /** Why a reader cannot have a case; in the order in which they are looked at, the first is kept. */
    public enum Reason {
        PRIVILEGE("is not privileged at the site"),
        MODALITY("does not read the modality"),
        SPECIALTY("lacks the sub-specialty"),
        LANGUAGE("does not report in the language"),
        LICENCE("has no licence for the patient's place"),
        LICENCE_EXPIRED("has a licence for the patient's place that does not hold on the day"),
        CONFLICT("must not report on patients of the referring physician"),
        CONFLICT_SITE("must not report on cases of the site"),
        OWN_CASE("must not report on the case as its patient or referring physician"),
        DECLINED("gave the case back or let it lie"),
        OFF_DUTY("is not on shift"),
        ON_BREAK("is on a break"),
        ON_CALL("is on call only, and somebody on duty can"),
        SUPERVISOR("needs a supervisor on duty, and there is none"),
        PARALLEL("has as many cases as may be at once"),
        CAPACITY("has no room for it in this shift"),
        LATE("would have it late, and a later group would not");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** Whether it holds at whatever hour and load. */
        public boolean lasts() {
            return compareTo(OFF_DUTY) < 0;
        }

        /** In plain words, after the reader's name. */
        public String text() {
            return text;
        }
    }
}
