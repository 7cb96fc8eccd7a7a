/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import org.overread.config.CaseFacts;
import org.overread.config.Configuration;

/** Decides who gets a case. Inject this. */
public interface RoutingEngine {
    /**
     * Pure and total: any facts and any configuration give a decision, in the worst case local triage. Nothing is sent
     * off site unless a rule of the configuration says so.
     */
    RoutingDecision decide(CaseFacts facts, Configuration configuration, Instant now);
}
