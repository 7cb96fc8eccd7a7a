/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.overread.shared.OverreadException;

/** Words of the API that stand for the constants of an enum. */
final class Words {
    private Words() {}

    /** @throws OverreadException of kind BAD_REQUEST that names the parameter, for another word */
    static <E extends Enum<E>> E one(Class<E> type, String parameter, @Nullable String word) {
        String wanted = word == null ? "" : word.strip().toUpperCase(Locale.ROOT);
        return EnumSet.allOf(type).stream()
                .filter(constant -> constant.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> OverreadException.badRequest(WebMessages.MESSAGES.invalidParameter(parameter)));
    }

    /** The same where the parameter may be left out. */
    static <E extends Enum<E>> @Nullable E oneOrNull(Class<E> type, String parameter, @Nullable String word) {
        return word == null || word.isBlank() ? null : one(type, parameter, word);
    }

    /** Words separated by commas. */
    static <E extends Enum<E>> Set<E> several(Class<E> type, String parameter, @Nullable String words) {
        return Arrays.stream((words == null ? "" : words).split(",", -1))
                .map(word -> one(type, parameter, word))
                .collect(Collectors.toSet());
    }
}
