/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.access;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one caller may see. Every repository method that lists or loads takes one and applies it <em>in SQL</em>, so that
 * a row of another hospital is never read, counted or paged over; what is out of scope is answered like what is not
 * there.
 *
 * <p>A row is visible when it belongs to a site that the caller sees whole, or to a group that the caller reads for:
 *
 * <pre>{@code
 * handle.createQuery("select … from reading_case c where " + scope.sql("c.site", "c.owner_group") + " and …")
 *       .bindMap(scope.bindings())
 * }</pre>
 *
 * @param user the caller's name, for timeline and audit; {@code system} for our own workers
 * @param roles what the caller is
 * @param sites sites that the caller is limited to; empty = not limited by site, if a role sees every site
 * @param groups reading groups that the caller belongs to
 * @param everySite whether the rows of all sites are visible, also of sites that the configuration no longer names
 */
public record Scope(String user, Set<Role> roles, Set<String> sites, Set<String> groups, boolean everySite) {
    private static final Scope SYSTEM = new Scope("system", Set.of(), Set.of(), Set.of(), true);

    public Scope {
        roles = Set.copyOf(roles);
        sites = Set.copyOf(sites);
        groups = Set.copyOf(groups);
    }

    /** The scope of our own workers: everything, in nobody's name. */
    public static Scope system() {
        return SYSTEM;
    }

    /** The scope of a person: a coordinator, admin, integrator or auditor with no site of its own sees every site. */
    public static Scope of(String user, Set<Role> roles, Set<String> sites, Set<String> groups) {
        return new Scope(
                user, roles, sites, groups, sites.isEmpty() && roles.stream().anyMatch(Role::seesEverySite));
    }

    public boolean isSystem() {
        return equals(SYSTEM);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /**
     * Sites whose rows are visible whoever reads them: null = every site, empty = none (a radiologist, who sees by
     * group).
     */
    public @Nullable Set<String> sitesOrNull() {
        if (everySite) {
            return null;
        }
        return roles.stream().anyMatch(Role::seesWholeSites) ? sites : Set.of();
    }

    /** Groups whose rows are visible: those of a radiologist. */
    public Set<String> readingGroups() {
        return has(Role.RADIOLOGIST) ? groups : Set.of();
    }

    /** Whether rows of a site are visible, whichever group has them. */
    public boolean seesSite(String site) {
        Set<String> seen = sitesOrNull();
        return seen == null || seen.contains(site);
    }

    /** The same condition as {@link #sql(String, String)}, for one row already at hand. */
    public boolean sees(String site, @Nullable String group) {
        return seesSite(site)
                || (group != null && readingGroups().contains(group) && (sites.isEmpty() || sites.contains(site)));
    }

    /** The condition for rows that belong to a site only: orders, messages, patients, transfers. */
    public String sql(String siteColumn) {
        return "(cast(:scopeSites as text[]) is null or " + siteColumn + " = any(cast(:scopeSites as text[])))";
    }

    /** The condition for rows that belong to a site and to the group that reads them: cases, timeline. */
    public String sql(String siteColumn, String groupColumn) {
        return "(" + sql(siteColumn) + " or (" + groupColumn
                + " = any(cast(:scopeGroups as text[])) and (cast(:scopeGroupSites as text[]) is null or " + siteColumn
                + " = any(cast(:scopeGroupSites as text[])))))";
    }

    /** The values of the named parameters of {@link #sql}: PostgreSQL array literals, so any SQL library can bind them. */
    public Map<String, @Nullable Object> bindings() {
        Map<String, @Nullable Object> values = new HashMap<>();
        Set<String> seen = sitesOrNull();
        values.put("scopeSites", seen == null ? null : literal(seen));
        values.put("scopeGroups", literal(readingGroups()));
        values.put("scopeGroupSites", sites.isEmpty() ? null : literal(sites));
        return values;
    }

    private static String literal(Collection<String> names) {
        return new TreeSet<>(names)
                .stream()
                        .map(name -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .collect(Collectors.joining(",", "{", "}"));
    }
}
