/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.overread.config.Reader;

/** The readers of one group of a configuration, laid out so that a case looks at all of them at once. Immutable. */
final class Roll {
    private static final Licences NONE = new Licences(new int[0], new int[0], new int[0]);

    final List<Reader> readers;
    final String[] names;
    final Bits privileged;
    final Bits reading;
    final Bits specialised;
    final Bits speaking;
    final Bits conflicting;
    final Bits barredFrom;
    final boolean anyPerson;
    private final Bits licensed;
    private final ZoneId[] zones;
    private final int[] zoneOf;
    private final Map<String, Licences> licences = new HashMap<>();

    /** Licences for one place, a line each; days since 1970. */
    private record Licences(int[] reader, int[] from, int[] until) {}

    Roll(List<Reader> readers) {
        this.readers = List.copyOf(readers);
        names = readers.stream().map(Reader::name).toArray(String[]::new);
        privileged = new Bits(readers, reader -> reader.privileges().isEmpty(), Reader::privileges);
        reading = new Bits(readers, reader -> reader.modalities().isEmpty(), Reader::modalities);
        specialised = new Bits(readers, reader -> false, Reader::specialties);
        speaking = new Bits(readers, reader -> false, Reader::languages);
        conflicting = new Bits(readers, reader -> false, Reader::conflicts);
        barredFrom = new Bits(readers, reader -> false, Reader::conflictSites);
        anyPerson = readers.stream().anyMatch(reader -> !reader.person().isEmpty());
        licensed = new Bits(readers, reader -> false, Roll::places);
        List<ZoneId> known = readers.stream().map(Reader::timezone).distinct().toList();
        zones = known.toArray(ZoneId[]::new);
        zoneOf = readers.stream()
                .mapToInt(reader -> known.indexOf(reader.timezone()))
                .toArray();
        readers.stream().flatMap(reader -> places(reader).stream()).distinct().forEach(this::layOut);
    }

    private static Set<String> places(Reader reader) {
        return Set.copyOf(
                reader.licences().stream().map(Reader.Licence::jurisdiction).toList());
    }

    private void layOut(String place) {
        List<int[]> lines = new ArrayList<>();
        for (int i = 0; i < readers.size(); i++) {
            for (Reader.Licence licence : readers.get(i).licences()) {
                if (licence.jurisdiction().equals(place)) {
                    LocalDate from = licence.from();
                    LocalDate until = licence.until();
                    lines.add(new int[] {
                        i,
                        from == null ? Integer.MIN_VALUE : (int) from.toEpochDay(),
                        until == null ? Integer.MAX_VALUE : (int) until.toEpochDay()
                    });
                }
            }
        }
        licences.put(place, new Licences(column(lines, 0), column(lines, 1), column(lines, 2)));
    }

    private static int[] column(List<int[]> lines, int column) {
        return lines.stream().mapToInt(line -> line[column]).toArray();
    }

    int size() {
        return names.length;
    }

    /** Who has a licence for the place, whether or not it holds. */
    long[] licensed(String place) {
        return licensed.of(place);
    }

    /** Who has a licence for the place that holds at both moments, by the reader's own calendar. */
    long[] licensed(String place, Instant now, Instant readBy) {
        int[] today = days(now);
        int[] last = days(readBy);
        Licences lines = licences.getOrDefault(place, NONE);
        long[] bits = new long[Bits.words(size())];
        for (int i = 0; i < lines.reader().length; i++) {
            int reader = lines.reader()[i];
            int zone = zoneOf[reader];
            if (lines.from()[i] <= today[zone] && lines.until()[i] >= last[zone]) {
                Bits.set(bits, reader);
            }
        }
        return bits;
    }

    private int[] days(Instant moment) {
        int[] days = new int[zones.length];
        for (int i = 0; i < zones.length; i++) {
            days[i] = (int) LocalDate.ofInstant(moment, zones[i]).toEpochDay();
        }
        return days;
    }
}
