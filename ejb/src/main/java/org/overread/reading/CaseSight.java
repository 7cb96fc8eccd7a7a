/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.reading;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overread.access.Role;
import org.overread.access.Scope;

/**
 * Which cases a caller sees, in SQL: those of the scope; and a radiologist also the one that is being read by that
 * radiologist, and open ones that an opinion was asked on or whose glass was broken.
 */
final class CaseSight {
    private CaseSight() {}

    /** The condition on the case {@code c}. */
    static String sql(Scope scope) {
        String own = scope.sql("c.site", "c.owner_group");
        if (!scope.has(Role.RADIOLOGIST)) {
            return own;
        }
        return "(" + own + """
                 or c.reader = :scopeUser
                 or (c.state not in ('DELIVERED', 'CANCELLED') and c.id in (
                     select g.case_id from case_guest g where g.until_at > now()
                        and (g.reader = :scopeUser or g.owner_group = any(cast(:scopeGroups as text[]))))))""";
    }

    static Map<String, @Nullable Object> bindings(Scope scope) {
        Map<String, @Nullable Object> values = new HashMap<>(scope.bindings());
        if (scope.has(Role.RADIOLOGIST)) {
            values.put("scopeUser", scope.user());
        }
        return values;
    }
}
