/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.overread.shared.DicomUid;

/**
 * What of DICOMweb an address below {@code /dicomweb} means (PS3.18 tables 10.4.1-1 and 10.6.1-1). The parts are checked, and
 * the archive's path is put together from them anew: nothing of the caller's own text goes on.
 *
 * @param study null for a search among all studies
 * @param rest what follows the deepest UID, such as {@code /frames/1,2}
 */
record DicomWebRoute(
        Kind kind,
        @Nullable DicomUid study,
        @Nullable DicomUid series,
        @Nullable DicomUid instance,
        String rest) {
    private static final Pattern FRAMES = Pattern.compile("[1-9][0-9]{0,6}(?:,[1-9][0-9]{0,6}){0,99}");
    private static final Pattern SEGMENT = Pattern.compile("[0-9A-Za-z_-]{1,64}(?:\\.[0-9A-Za-z_-]{1,64}){0,8}");
    private static final int DEEPEST_BULK = 12;

    /** What is answered. */
    enum Kind {
        /** Searches: QIDO-RS. */
        STUDIES,
        SERIES,
        INSTANCES,
        /** Objects as they are stored. */
        OBJECTS,
        METADATA,
        FRAMES,
        BULK_DATA,
        RENDERED,
        THUMBNAIL
    }

    /** Below which UID a search looks for what; null in its study for all. */
    static DicomWebRoute search(Kind kind, @Nullable DicomUid study, @Nullable DicomUid series) {
        return new DicomWebRoute(kind, study, series, null, "/" + kind.name().toLowerCase(java.util.Locale.ROOT));
    }

    /**
     * @param pathInfo decoded, with a slash in front
     * @return empty when DICOMweb knows no such address, or we do not answer it
     * @throws org.overread.shared.OverreadException BAD_REQUEST where a UID should be and is none
     */
    static Optional<DicomWebRoute> of(@Nullable String pathInfo) {
        if (pathInfo == null || pathInfo.isEmpty() || pathInfo.length() > 1024) {
            return Optional.empty();
        }
        List<String> path = List.of(pathInfo.substring(1).split("/", -1));
        if (path.size() == 1) {
            return switch (path.get(0)) {
                case "studies" -> Optional.of(search(Kind.STUDIES, null, null));
                case "series" -> Optional.of(search(Kind.SERIES, null, null));
                case "instances" -> Optional.of(search(Kind.INSTANCES, null, null));
                default -> Optional.empty();
            };
        }
        if (!path.get(0).equals("studies")) {
            return Optional.empty();
        }
        DicomUid study = new DicomUid(path.get(1));
        if (path.size() >= 4 && path.get(2).equals("series")) {
            DicomUid series = new DicomUid(path.get(3));
            if (path.size() >= 6 && path.get(4).equals("instances")) {
                return ofInstance(study, series, new DicomUid(path.get(5)), path.subList(6, path.size()));
            }
            return ofGroup(study, series, path.subList(4, path.size()));
        }
        return ofGroup(study, null, path.subList(2, path.size()));
    }

    /** A study, or a series of it. */
    private static Optional<DicomWebRoute> ofGroup(DicomUid study, @Nullable DicomUid series, List<String> rest) {
        if (rest.isEmpty()) {
            return Optional.of(new DicomWebRoute(Kind.OBJECTS, study, series, null, ""));
        }
        if (rest.size() > 1) {
            return Optional.empty();
        }
        return switch (rest.get(0)) {
            case "series" -> series == null ? Optional.of(search(Kind.SERIES, study, null)) : Optional.empty();
            case "instances" -> Optional.of(search(Kind.INSTANCES, study, series));
            default -> common(study, series, null, rest.get(0));
        };
    }

    private static Optional<DicomWebRoute> ofInstance(
            DicomUid study, DicomUid series, DicomUid instance, List<String> rest) {
        if (rest.isEmpty()) {
            return Optional.of(new DicomWebRoute(Kind.OBJECTS, study, series, instance, ""));
        }
        String first = rest.get(0);
        if (rest.size() == 1) {
            return common(study, series, instance, first);
        }
        if (first.equals("frames") && FRAMES.matcher(rest.get(1)).matches()) {
            String frames = "/frames/" + rest.get(1);
            if (rest.size() == 2) {
                return Optional.of(new DicomWebRoute(Kind.FRAMES, study, series, instance, frames));
            }
            return rest.size() == 3 && List.of("rendered", "thumbnail").contains(rest.get(2))
                    ? Optional.of(new DicomWebRoute(
                            rest.get(2).equals("rendered") ? Kind.RENDERED : Kind.THUMBNAIL,
                            study,
                            series,
                            instance,
                            frames + "/" + rest.get(2)))
                    : Optional.empty();
        }
        boolean bulk = List.of("bulkdata", "bulk").contains(first)
                && rest.size() <= DEEPEST_BULK
                && rest.stream().allMatch(segment -> SEGMENT.matcher(segment).matches());
        return bulk
                ? Optional.of(new DicomWebRoute(Kind.BULK_DATA, study, series, instance, "/" + String.join("/", rest)))
                : Optional.empty();
    }

    private static Optional<DicomWebRoute> common(
            DicomUid study, @Nullable DicomUid series, @Nullable DicomUid instance, String word) {
        return switch (word) {
            case "metadata" -> Optional.of(new DicomWebRoute(Kind.METADATA, study, series, instance, "/metadata"));
            case "rendered" -> Optional.of(new DicomWebRoute(Kind.RENDERED, study, series, instance, "/rendered"));
            case "thumbnail" -> Optional.of(new DicomWebRoute(Kind.THUMBNAIL, study, series, instance, "/thumbnail"));
            default -> Optional.empty();
        };
    }

    /** The same answered as one rendered image. */
    DicomWebRoute asRendered() {
        return new DicomWebRoute(Kind.RENDERED, study, series, instance, rest);
    }

    boolean isSearch() {
        return kind == Kind.STUDIES || kind == Kind.SERIES || kind == Kind.INSTANCES;
    }

    /** Whether the answer is datasets as JSON, which we read and rewrite, and not bytes that are passed on. */
    boolean isDatasets() {
        return isSearch() || kind == Kind.METADATA;
    }

    /** The same below a study, for a search among all that named it as a key. */
    DicomWebRoute within(DicomUid named, @Nullable DicomUid namedSeries) {
        return new DicomWebRoute(kind, named, kind == Kind.INSTANCES ? namedSeries : null, null, rest);
    }

    /** The path below the archive's DICOMweb root. */
    String path() {
        StringBuilder path = new StringBuilder();
        if (study != null) {
            path.append("/studies/").append(study);
        }
        if (series != null) {
            path.append("/series/").append(series);
        }
        if (instance != null) {
            path.append("/instances/").append(instance);
        }
        return path.append(rest).toString();
    }
}
