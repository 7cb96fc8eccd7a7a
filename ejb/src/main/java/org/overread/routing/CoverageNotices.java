/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.overread.access.Policy;
import org.overread.access.Scope;

/** What was told of coverage, so that each thing is told once, whichever node sees it and however often it is looked at. */
@ApplicationScoped
public class CoverageNotices {
    private static final int MOST = 200;

    private final Jdbi jdbi;

    @Inject
    public CoverageNotices(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected CoverageNotices() {
        this.jdbi = null;
    }

    /** What is still to come or lasts, of the sites that the caller may see, by its beginning. */
    public List<CoverageNotice> current(Scope scope) {
        Policy.maySeeCoverage(scope).orThrow();
        return jdbi.withHandle(h -> h.createQuery("select * from coverage_told where until_at > now() and "
                        + scope.sql("site") + " order by from_at, what, site, about limit :most")
                .bindMap(scope.bindings())
                .bind("most", MOST)
                .map((row, context) -> new CoverageNotice(
                        row.getString("site"),
                        CoverageNotice.What.valueOf(row.getString("what")),
                        row.getString("about"),
                        row.getTimestamp("from_at").toInstant(),
                        row.getTimestamp("until_at").toInstant(),
                        row.getString("text")))
                .list());
    }

    /** Keeps those that nobody was told of, and forgets what is over. @return these; belongs to the caller's transaction */
    List<CoverageNotice> news(Handle handle, List<CoverageNotice> seen, Instant now) {
        // one node at a time: the others see afterwards what this one told
        handle.execute("select pg_advisory_xact_lock(hashtext('coverage_told'))");
        handle.execute("delete from coverage_told where until_at < cast(? as timestamptz) - interval '1 day'", now);
        List<CoverageNotice> news = new ArrayList<>();
        for (CoverageNotice one : seen) {
            int known = handle.createUpdate("""
                            update coverage_told set until_at = greatest(until_at, :until)
                             where site = :site and what = :what and about = :about
                               and from_at <= :until and until_at >= :from""").bindMethods(one).execute();
            if (known == 0) {
                handle.createUpdate("""
                                insert into coverage_told (site, what, about, from_at, until_at, text)
                                values (:site, :what, :about, :from, :until, :text)""").bindMethods(one).execute();
                news.add(one);
            }
        }
        return news;
    }
}
