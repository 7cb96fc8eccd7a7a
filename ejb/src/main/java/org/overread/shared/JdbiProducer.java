/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.shared;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** SQL for repositories, over the server's data source; transactions are the container's. */
@ApplicationScoped
class JdbiProducer {
    @SuppressWarnings("NullAway.Init") // injected
    @Resource(lookup = "java:jboss/datasources/OverreadDS")
    private DataSource dataSource;

    @Produces
    @jakarta.inject.Singleton
    Jdbi jdbi() {
        return Database.managed(dataSource);
    }
}
