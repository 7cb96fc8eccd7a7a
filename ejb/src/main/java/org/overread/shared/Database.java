/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared;

import javax.sql.DataSource;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.transaction.CMTTransactionHandler;

/** How SQL is run: by Jdbi, in whatever transaction the container has open on this thread. */
public final class Database {
    private Database() {}

    /** For a container's data source: Jdbi never begins, commits or rolls back. */
    public static Jdbi managed(DataSource dataSource) {
        Jdbi jdbi = Jdbi.create(dataSource);
        jdbi.setTransactionHandler(new CMTTransactionHandler());
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
        // the text of a failure would quote the values bound: patient data, which must reach no log
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }
}
