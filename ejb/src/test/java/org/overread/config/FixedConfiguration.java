/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A configuration that is in force and that nobody changes by the store; a test may override what is current. */
public class FixedConfiguration implements ConfigurationStore {
    private final Configuration configuration;

    public FixedConfiguration(Configuration configuration) {
        this.configuration = configuration;
    }

    /** A node on which nothing was ever configured. */
    public FixedConfiguration() {
        this(Configuration.EMPTY);
    }

    /** Nothing but this of what is kept how long. */
    public static FixedConfiguration keeping(Retention retention) {
        return new FixedConfiguration(new Configuration(
                1, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), retention));
    }

    @Override
    public Configuration current() {
        return configuration;
    }

    @Override
    public Document document() {
        return new Document(current().version(), "");
    }

    @Override
    public Optional<Document> document(int version) {
        return Optional.empty();
    }

    @Override
    public List<Finding> validate(String text) {
        return List.of();
    }

    @Override
    public int put(String text, int ifMatch, String who, String note) {
        throw new IllegalStateException("it is fixed");
    }

    @Override
    public int restore(int version, int ifMatch, String who, String note) {
        throw new IllegalStateException("it is fixed");
    }

    @Override
    public List<Version> versions(@Nullable Integer before, int limit) {
        return List.of();
    }
}
