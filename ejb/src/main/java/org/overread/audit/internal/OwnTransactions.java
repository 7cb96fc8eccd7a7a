/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The container's. */
@Stateless
@PermitAll
@Local(Transactions.class)
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
@SuppressWarnings("NullAway.Init") // injected
public class OwnTransactions implements Transactions {
    @Inject
    private Jdbi jdbi;

    @Override
    public void run(Consumer<Handle> work) {
        jdbi.useHandle(work::accept);
    }

    /** Declared here, since what a class permits says nothing of a method that its interface brings. */
    @Override
    public <R> R get(Function<Handle, R> work) {
        return jdbi.withHandle(work::apply);
    }
}
