/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overread.config.Archive;
import org.overread.config.ConfigurationStore;
import org.overread.config.Secrets;
import org.overread.shared.Settings;

/** Which archive a notice speaks for, and by which key that is known. */
@ApplicationScoped
class KnownArchives {
    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private ConfigurationStore configuration;

    /** @param name as sent; null = the first of the configuration, which is the only one at most sites */
    @Nullable
    Archive named(@Nullable String name) {
        List<Archive> archives = configuration.current().archives();
        return archives.stream()
                .filter(archive -> name == null || archive.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The archive's own key, else the one of the setting {@code overread.notify.key}; null = no notice is taken. */
    @Nullable
    String keyOf(@Nullable Archive archive) {
        String common = Settings.find("overread.notify.key");
        return archive == null || archive.notifyKey() == null
                ? common
                : Secrets.find(archive.notifyKey()).orElse(common);
    }
}
