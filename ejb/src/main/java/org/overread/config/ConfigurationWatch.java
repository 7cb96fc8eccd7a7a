/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jdbi.v3.core.JdbiException;
import org.overread.shared.DatabaseReady;
import org.overread.shared.Settings;

/**
 * Follows the configuration on this node: the newest version is in force before anything else begins to work, and a
 * change on another node within about a second. {@code overread.configuration.file} names the first version.
 */
@Singleton
@Startup
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ConfigurationWatch {
    private volatile boolean ready;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private JdbiConfigurationStore store;

    /** First of all who wait for the database: what comes after works by the configuration. */
    public void open(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) DatabaseReady event) {
        ready = true;
        String file = Settings.find("overread.configuration.file");
        try {
            if (file != null) {
                store.seed(file, Files.readString(Path.of(file)));
            }
        } catch (IOException | InvalidPathException e) {
            ConfigLog.LOG.badSeed(file == null ? "" : file, e.toString());
        } catch (JdbiException e) {
            ConfigLog.LOG.badSeed(file == null ? "" : file, "The database went away.");
        }
        look();
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void look() {
        if (!ready) {
            return;
        }
        try {
            store.refresh();
        } catch (JdbiException e) {
            // the database is away; what is in force stays so, and readiness tells of it
        }
    }

    /** A tick that still comes while the application is being stopped asks nobody. */
    @PreDestroy
    void close() {
        ready = false;
    }
}
