/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.access;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, as pure functions with a reason for each refusal. Whether a row may be <em>seen</em> at all is asked
 * first, in SQL, by {@link Scope}: what may not be seen is not found, never forbidden.
 */
public final class Policy {
    private Policy() {}

    /** Reading the worklist, an order or a study in scope. */
    public static Decision mayReadCases(Scope scope) {
        return anyOf(scope, Role.COORDINATOR, Role.RADIOLOGIST, Role.TECHNOLOGIST, Role.INTEGRATOR, Role.ADMIN);
    }

    /** Seeing images: who reads them, dispatches them or made them. Who operates or configures needs none. */
    public static Decision maySeeImages(Scope scope) {
        return anyOf(scope, Role.COORDINATOR, Role.RADIOLOGIST, Role.TECHNOLOGIST);
    }

    /** Taking a case to read it: a radiologist of the group that has it. */
    public static Decision mayClaim(Scope scope, String site, @Nullable String group) {
        Decision role = anyOf(scope, Role.RADIOLOGIST);
        if (!role.isAllowed()) {
            return role;
        }
        if (group == null) {
            return Decision.denied(AccessMessages.MESSAGES.noGroup());
        }
        if (!scope.groups().contains(group)) {
            return Decision.denied(AccessMessages.MESSAGES.otherGroup());
        }
        return scope.sites().isEmpty() || scope.sites().contains(site)
                ? Decision.ALLOWED
                : Decision.denied(AccessMessages.MESSAGES.otherSite());
    }

    /** Giving a case back: the reader who has it, or a coordinator of the site. */
    public static Decision mayRelease(Scope scope, String site, @Nullable String reader) {
        if (mayDispatch(scope, site).isAllowed()) {
            return Decision.ALLOWED;
        }
        Decision role = anyOf(scope, Role.RADIOLOGIST, Role.COORDINATOR);
        if (!role.isAllowed()) {
            return role;
        }
        return scope.user().equals(reader) ? Decision.ALLOWED : Decision.denied(AccessMessages.MESSAGES.otherReader());
    }

    /** Passing a case on unread, or giving it further out: a radiologist of the group that has it. */
    public static Decision mayPassOn(Scope scope, String site, @Nullable String group) {
        return mayClaim(scope, site, group);
    }

    /** Sending a case further out: a radiologist of the group that has it, or a coordinator of the site. */
    public static Decision mayEscalate(Scope scope, String site, @Nullable String group) {
        return mayDispatch(scope, site).isAllowed() ? Decision.ALLOWED : mayPassOn(scope, site, group);
    }

    /** Holding and resuming a case, and asking for a second opinion: its reader, or a coordinator of the site. */
    public static Decision mayLead(Scope scope, String site, @Nullable String reader) {
        if (mayDispatch(scope, site).isAllowed()) {
            return Decision.ALLOWED;
        }
        return scope.has(Role.RADIOLOGIST) && scope.user().equals(reader)
                ? Decision.ALLOWED
                : Decision.denied(AccessMessages.MESSAGES.neitherReaderNorDispatcher());
    }

    /** Noting something on a case in scope. */
    public static Decision mayNote(Scope scope) {
        return anyOf(scope, Role.COORDINATOR, Role.RADIOLOGIST, Role.TECHNOLOGIST);
    }

    /** Seeing a case in an emergency that the caller otherwise may not. */
    public static Decision mayBreakGlass(Scope scope) {
        return anyOf(scope, Role.RADIOLOGIST);
    }

    /** Triage, reroute, escalate, hold, reconcile: a coordinator of the site. */
    public static Decision mayDispatch(Scope scope, String site) {
        return atSite(scope, site, Role.COORDINATOR);
    }

    /** Saying that a study is complete: the site's technologist or coordinator. */
    public static Decision mayComplete(Scope scope, String site) {
        return atSite(scope, site, Role.TECHNOLOGIST, Role.COORDINATOR);
    }

    /** Seeing HL7 messages, transfers and dead letters, and running them again. */
    public static Decision mayOperate(Scope scope) {
        return anyOf(scope, Role.INTEGRATOR, Role.ADMIN);
    }

    /** Reading what an HL7 message says: who operates the feeds and was granted it besides. */
    public static Decision mayReadRaw(Scope scope) {
        Decision operates = mayOperate(scope);
        return operates.isAllowed() ? anyOf(scope, Role.RAW_HL7) : operates;
    }

    /** Reading reports: who reads the cases or dispatches them. Who makes the images or runs the feeds needs none. */
    public static Decision mayReadReports(Scope scope) {
        return anyOf(scope, Role.COORDINATOR, Role.RADIOLOGIST);
    }

    public static Decision mayReadConfiguration(Scope scope) {
        return anyOf(scope, Role.ADMIN, Role.COORDINATOR, Role.INTEGRATOR, Role.AUDITOR);
    }

    /** Seeing who will be there for which cases; only of the sites in scope. */
    public static Decision maySeeCoverage(Scope scope) {
        return anyOf(scope, Role.COORDINATOR, Role.ADMIN);
    }

    public static Decision mayConfigure(Scope scope) {
        return anyOf(scope, Role.ADMIN);
    }

    public static Decision mayReadAudit(Scope scope) {
        return anyOf(scope, Role.AUDITOR);
    }

    private static Decision atSite(Scope scope, String site, Role... roles) {
        Decision role = anyOf(scope, roles);
        if (!role.isAllowed()) {
            return role;
        }
        return scope.seesSite(site) ? Decision.ALLOWED : Decision.denied(AccessMessages.MESSAGES.otherSite());
    }

    private static Decision anyOf(Scope scope, Role... roles) {
        if (scope.isSystem() || Arrays.stream(roles).anyMatch(scope::has)) {
            return Decision.ALLOWED;
        }
        return Decision.denied(AccessMessages.MESSAGES.roleMissing(
                Arrays.stream(roles).map(Role::text).collect(Collectors.joining(" or "))));
    }
}
