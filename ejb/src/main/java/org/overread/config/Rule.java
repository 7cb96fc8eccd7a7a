/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Priority;

/**
 * A routing rule. Rules are tried in document order.
 *
 * @param name shown in each decision's trace
 * @param enabled a rule that is not enabled is never tried; for rules that a person is to look at first
 * @param when condition in CEL over the facts of the case, see {@link CaseFacts}; checked when saved
 * @param then what it yields
 */
public record Rule(String name, boolean enabled, String when, Then then) {

    /**
     * What a rule that matches yields. A rule that says nothing about a thing leaves it to the rules after it, if it
     * continues, else to the defaults.
     *
     * @param group who gets the case
     * @param tier instead of a group: the first group of that tier that reads for the site
     * @param priority raises the case's priority to this; never lowers it
     * @param clock time to read, from the study's completion
     * @param triage give the case to a coordinator instead of a group
     * @param priors how many earlier studies of the patient to send along, at most
     * @param continues try the rules after this one too; what an earlier rule said stands
     * @param text why, for people
     * @param groups instead of one group: these, in this order, the next when the former can give it to nobody
     * @param needs what a reader must have for it
     * @param ladder where it goes while it stays unread; null = it stays, and a coordinator is told
     * @param hold why it is not to be read yet; null = it is
     * @param destination where its images are sent instead of the group's own place
     */
    public record Then(
            @Nullable String group,
            Group.@Nullable Tier tier,
            @Nullable Priority priority,
            @Nullable Duration clock,
            boolean triage,
            @Nullable Integer priors,
            boolean continues,
            String text,
            List<String> groups,
            Needs needs,
            @Nullable String ladder,
            @Nullable String hold,
            @Nullable String destination) {
        public Then {
            groups = List.copyOf(groups);
        }

        /** One that asks for no particular reader. */
        public Then(
                @Nullable String group,
                Group.@Nullable Tier tier,
                @Nullable Priority priority,
                @Nullable Duration clock,
                boolean triage,
                @Nullable Integer priors,
                boolean continues,
                String text) {
            this(
                    group,
                    tier,
                    priority,
                    clock,
                    triage,
                    priors,
                    continues,
                    text,
                    List.of(),
                    Needs.NONE,
                    null,
                    null,
                    null);
        }

        /** Whether it says who gets the case. */
        public boolean decidesOwner() {
            return group != null || tier != null || triage || !groups.isEmpty();
        }
    }

    /**
     * What a case asks of its reader. What is null or empty asks for nothing.
     *
     * @param reader this one, if eligible; else whoever is
     * @param specialties sub-specialties, all of them
     * @param language of the report
     * @param rvu relative value units that the case counts; null = by its modality
     */
    public record Needs(
            @Nullable String reader,
            Set<String> specialties,
            @Nullable String language,
            @Nullable Double rvu) {
        /** Any reader will do. */
        public static final Needs NONE = new Needs(null, Set.of(), null, null);

        public Needs {
            specialties = Set.copyOf(specialties);
        }
    }
}
