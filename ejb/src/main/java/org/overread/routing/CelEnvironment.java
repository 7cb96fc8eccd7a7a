/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.overread.config.CaseFacts.AiFacts;
import org.overread.config.CaseFacts.HistoryFacts;
import org.overread.config.CaseFacts.OrderFacts;
import org.overread.config.CaseFacts.StudyFacts;
import org.overread.config.Site;

/**
 * The names that a condition may use, each with its type and where its value comes from. A name with no value for a case
 * ({@code patient.age} without a birth date) makes the condition fail, unless the rest of it decides: an unknown age is
 * never taken for a young one.
 */
enum CelEnvironment {
    SITE("site.name", SimpleType.STRING, asked -> asked.facts.site()),
    JURISDICTION(
            "site.jurisdiction",
            SimpleType.STRING,
            asked -> asked.site().map(Site::jurisdiction).orElse("")),
    ARCHIVE("archive", SimpleType.STRING, asked -> asked.facts.archive()),
    NOTIFIED("notified", SimpleType.BOOL, asked -> asked.facts.notified()),
    PRIORITY("priority", SimpleType.STRING, asked -> asked.facts.priority().name()),
    MODALITY("modality", SimpleType.STRING, asked -> asked.facts.modality()),

    ORDER_EXISTS("order.exists", SimpleType.BOOL, asked -> asked.facts.order() != null),
    ORDER_MODALITY("order.modality", SimpleType.STRING, asked -> asked.order(OrderFacts::modality)),
    ORDER_CODE("order.procedureCode", SimpleType.STRING, asked -> asked.order(OrderFacts::procedureCode)),
    ORDER_PROCEDURE("order.procedure", SimpleType.STRING, asked -> asked.order(OrderFacts::procedureText)),
    ORDER_REASON("order.reason", SimpleType.STRING, asked -> asked.order(OrderFacts::reason)),
    ORDER_INFORMATION(
            "order.clinicalInformation", SimpleType.STRING, asked -> asked.order(OrderFacts::clinicalInformation)),
    ORDER_CLASS("order.patientClass", SimpleType.STRING, asked -> asked.order(OrderFacts::patientClass)),
    ORDER_REFERRER("order.referrer", SimpleType.STRING, asked -> asked.order(OrderFacts::referringPhysician)),

    STUDY_EXISTS("study.exists", SimpleType.BOOL, asked -> asked.facts.study() != null),
    STUDY_COMPLETE(
            "study.complete",
            SimpleType.BOOL,
            asked -> asked.facts.study() != null && asked.facts.study().completeAt() != null),
    STUDY_MODALITIES(
            "study.modalities",
            ListType.create(SimpleType.STRING),
            asked -> asked.facts.study() == null
                    ? List.of()
                    : asked.facts.study().modalities()),
    STUDY_BODY_PART("study.bodyPart", SimpleType.STRING, asked -> asked.study(StudyFacts::bodyPart)),
    STUDY_DESCRIPTION("study.description", SimpleType.STRING, asked -> asked.study(StudyFacts::description)),
    STUDY_INSTANCES(
            "study.instances",
            SimpleType.INT,
            asked -> asked.facts.study() == null
                    ? 0L
                    : (long) asked.facts.study().instances()),
    STUDY_DAYS_OLD("study.daysOld", SimpleType.INT, BoundFacts::daysOld),

    PATIENT_AGE_KNOWN(
            "patient.ageKnown", SimpleType.BOOL, asked -> asked.facts.patient().birthDate() != null),
    PATIENT_AGE("patient.age", SimpleType.INT, BoundFacts::age),
    PATIENT_SEX("patient.sex", SimpleType.STRING, asked -> asked.facts.patient().sex()),

    HISTORY_KNOWN("history.known", SimpleType.BOOL, asked -> asked.facts.history() != null),
    HISTORY_STUDIES("history.studies", SimpleType.INT, asked -> asked.history(history -> (long) history.studies())),
    HISTORY_MODALITIES(
            "history.modalities", ListType.create(SimpleType.STRING), asked -> asked.history(HistoryFacts::modalities)),
    HISTORY_DAYS("history.daysSinceLast", SimpleType.INT, BoundFacts::daysSinceLast),
    HISTORY_READER("history.reader", SimpleType.STRING, asked -> asked.history(HistoryFacts::reader)),

    AI_KNOWN("ai.known", SimpleType.BOOL, asked -> asked.facts.ai() != null),
    AI_FINDINGS("ai.findings", ListType.create(SimpleType.STRING), asked -> asked.ai(AiFacts::findings)),
    AI_SCORE("ai.score", SimpleType.DOUBLE, asked -> asked.ai(AiFacts::score)),
    AI_PRIORITY(
            "ai.priority",
            SimpleType.STRING,
            asked -> asked.ai(ai -> ai.priority() == null ? null : ai.priority().name())),

    NOW("now", SimpleType.TIMESTAMP, BoundFacts::now),
    HOUR("time.hour", SimpleType.INT, asked -> (long) asked.local().getHour()),
    CLOCK("time.clock", SimpleType.STRING, BoundFacts::clock),
    WEEKDAY(
            "time.weekday",
            SimpleType.STRING,
            asked -> asked.local().getDayOfWeek().name().substring(0, 3).toUpperCase(Locale.ROOT)),
    DATE("time.date", SimpleType.STRING, asked -> asked.local().toLocalDate().toString());

    /** How many names there are. */
    static final int COUNT = values().length;

    private static final Map<String, CelEnvironment> BY_NAME =
            List.of(values()).stream().collect(Collectors.toMap(name -> name.text, Function.identity()));

    private final String text;
    private final CelType type;
    private final Function<BoundFacts, @Nullable Object> value;

    CelEnvironment(String text, CelType type, Function<BoundFacts, @Nullable Object> value) {
        this.text = text;
        this.type = type;
        this.value = value;
    }

    /** As written in an expression. */
    String text() {
        return text;
    }

    CelType type() {
        return type;
    }

    /** Whether it tells what an AI service said. */
    boolean byAi() {
        return text.startsWith("ai.");
    }

    /** Null for a name that there is not. */
    static @Nullable CelEnvironment named(String text) {
        return BY_NAME.get(text);
    }

    /** Null = not known for this case. */
    @Nullable
    Object valueIn(BoundFacts asked) {
        return value.apply(asked);
    }
}
