/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared.internal;

import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Jdbi;
import org.overread.shared.Failures;
import org.overread.shared.Problem;

/** Brings the schema to what this release needs, or says why that must not be done. */
final class Schema {

    /** What came of it. */
    sealed interface Result {
        record Ready(String version, int applied) implements Result {}

        /** The database did not answer: try again. */
        record Away(String cause) implements Result {}

        /** A person has to act first. */
        record Refused(Problem reason) implements Result {}
    }

    private final DataSource dataSource;

    Schema(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    Result migrate() {
        try {
            Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations("classpath:db/migration")
                    .ignoreMigrationPatterns(new String[0])
                    .load();
            Optional<Problem> refusal = newer(flyway).or(() -> altered(flyway));
            if (refusal.isPresent()) {
                return new Result.Refused(refusal.get());
            }
            int applied = flyway.migrate().migrationsExecuted;
            String version = version(flyway);
            if (applied > 0) {
                Jdbi.create(dataSource).useTransaction(handle -> SchemaShape.keep(handle, version));
            }
            return new Result.Ready(version, applied);
        } catch (FlywayException e) {
            return Failures.isDatabaseAway(e)
                    ? new Result.Away(Failures.describe(e))
                    : new Result.Refused(Problem.of(StartMessages.MESSAGES.migrationFailed(Failures.describe(e))));
        }
    }

    private static Optional<Problem> newer(Flyway flyway) {
        String known = "0";
        String found = null;
        for (MigrationInfo info : flyway.info().all()) {
            boolean future =
                    info.getState() == MigrationState.FUTURE_SUCCESS || info.getState() == MigrationState.FUTURE_FAILED;
            if (future) {
                found = info.getVersion().getVersion();
            } else if (info.getVersion() != null) {
                known = info.getVersion().getVersion();
            }
        }
        return found == null
                ? Optional.empty()
                : Optional.of(Problem.of(StartMessages.MESSAGES.newerSchema(found, known)));
    }

    private Optional<Problem> altered(Flyway flyway) {
        if (flyway.info().applied().length == 0) {
            return Optional.empty();
        }
        var validation = flyway.info().pending().length == 0 ? flyway.validateWithResult() : null;
        if (validation != null && !validation.validationSuccessful) {
            return Optional.of(
                    Problem.of(StartMessages.MESSAGES.alteredSchema("an applied migration is not the one shipped")));
        }
        return Jdbi.create(dataSource)
                .withHandle(handle -> SchemaShape.difference(handle, version(flyway)))
                .map(difference -> Problem.of(StartMessages.MESSAGES.alteredSchema(difference)));
    }

    private static String version(Flyway flyway) {
        MigrationInfo current = flyway.info().current();
        return current == null || current.getVersion() == null
                ? "0"
                : current.getVersion().getVersion();
    }
}
