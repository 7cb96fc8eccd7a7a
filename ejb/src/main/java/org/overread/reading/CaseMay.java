/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.util.ArrayList;
import java.util.List;
import org.overread.access.Policy;
import org.overread.access.Scope;

/** What a caller may do with a case as it is now: what the page offers. Each act asks again when it is done. */
public final class CaseMay {
    private CaseMay() {}

    /**
     * @param standing to whom it is offered, and whether the caller broke its glass
     * @return the acts by the names of their paths
     */
    static List<String> of(Scope scope, ReadingCase c, CaseStanding standing) {
        boolean guest = standing.glassUntil() != null;
        List<String> may = new ArrayList<>();
        CaseState state = c.state();
        boolean mine = state == CaseState.READING && scope.user().equals(c.reader());
        boolean member = Policy.mayPassOn(scope, c.site(), c.ownerGroup()).isAllowed();
        boolean dispatch = Policy.mayDispatch(scope, c.site()).isAllowed();
        boolean lead = Policy.mayLead(scope, c.site(), c.reader()).isAllowed();
        boolean others = state == CaseState.READING && !mine;
        boolean movable = mine || (!others && CaseMove.movable(c));
        boolean unread = state == CaseState.ROUTED || state == CaseState.AVAILABLE || state == CaseState.ARRIVING;
        add(may, "claim", state == CaseState.AVAILABLE && !c.held() && (member || guest));
        add(
                may,
                "release",
                state == CaseState.READING
                        && Policy.mayRelease(scope, c.site(), c.reader()).isAllowed());
        add(may, "decline", member && c.ownerGroup() != null && (mine || unread));
        add(may, "escalate", movable && (member || dispatch));
        add(may, "reroute", movable && dispatch);
        boolean given = scope.user().equals(standing.offeredTo())
                && Policy.mayLead(scope, c.site(), standing.offeredTo()).isAllowed();
        boolean offered = state == CaseState.ROUTED || state == CaseState.AVAILABLE;
        add(may, "transfer", state == CaseState.READING ? lead : offered && (lead || given));
        add(may, "hold", lead && !c.held() && state.compareTo(CaseState.FINAL) < 0);
        add(may, "resume", lead && c.held());
        add(may, "priority", dispatch && state.compareTo(CaseState.FINAL) < 0);
        add(may, "opinions", lead && state.isOpen());
        add(may, "reports", Policy.mayReadReports(scope).isAllowed());
        add(may, "notes", Policy.mayNote(scope).isAllowed());
        return List.copyOf(may);
    }

    private static void add(List<String> may, String act, boolean allowed) {
        if (allowed) {
            may.add(act);
        }
    }
}
