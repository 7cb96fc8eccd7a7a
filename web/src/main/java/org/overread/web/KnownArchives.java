/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overread.config.Archive;
import org.overread.config.ConfigurationStore;
import org.overread.config.SecretName;
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

    /**
     * The archive's own key, else the one of the setting {@code overread.notify.key}, and the former one beside it while a key
     * is being changed: the same name with {@code .previous}. Empty = no notice is taken.
     */
    List<String> keysOf(@Nullable Archive archive) {
        SecretName own = archive == null ? null : archive.notifyKey();
        if (own != null && Secrets.find(own).isPresent()) {
            return Stream.concat(
                            Secrets.find(own).stream(),
                            Secrets.find(new SecretName(own.value() + ".previous")).stream())
                    .toList();
        }
        return Stream.of("overread.notify.key", "overread.notify.key.previous")
                .map(Settings::find)
                .filter(Objects::nonNull)
                .toList();
    }
}
