/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.LocalDate;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/**
 * Messages 100 to 128 and 132 to 179: what is wrong with a configuration document. None repeats a value, which may be a secret put in
 * the wrong place; names and keys are repeated.
 */
@MessageBundle(projectCode = "OVR")
public interface ConfigMessages {
    ConfigMessages MESSAGES = Messages.getBundle(java.lang.invoke.MethodHandles.lookup(), ConfigMessages.class);

    @Message(id = 100, value = "The configuration was not saved: it has %d error(s). Each is listed with its place.")
    String refused(int count);

    @Message(id = 101, value = "The document is larger than %d KiB.")
    String tooLarge(int kibibytes);

    @Message(id = 102, value = "From here on this is neither YAML nor JSON. Look at indentation, quotes and tabs.")
    String notReadable();

    @Message(id = 103, value = "Here should be %s.")
    String wrongShape(String wanted);

    @Message(id = 104, value = "The key \"%s\" is not known here. Known are: %s.")
    String unknownKey(String key, String known);

    @Message(id = 105, value = "The key \"%s\" is given twice.")
    String repeatedKey(String key);

    @Message(id = 106, value = "Anchors and aliases (& and *) are not allowed. Write the value out.")
    String alias();

    @Message(id = 107, value = "The document is nested too deep or has too many values.")
    String tooMuch();

    @Message(id = 108, value = "The key \"%s\" is missing.")
    String missing(String key);

    @Message(id = 109, value = "A name has letters, digits, dot, hyphen and underscore only, at most 64 characters.")
    String badName();

    @Message(id = 110, value = "The name \"%s\" is used twice.")
    String repeatedName(String name);

    @Message(id = 111, value = "There is no %s named \"%s\".")
    String noSuch(String kind, String name);

    @Message(id = 112, value = "Here should be one of: %s.")
    String notOneOf(String known);

    @Message(id = 113, value = "Here should be a duration of ISO 8601 from %s to %s, such as PT30S or PT5M.")
    String badDuration(String least, String most);

    @Message(id = 114, value = "Here should be a whole number from %d to %d.")
    String badNumber(long least, long most);

    @Message(id = 115, value = "Here should be a time zone, such as Europe/Berlin or UTC.")
    String badZone();

    @Message(id = 116, value = "Here should be a character set, such as UTF-8 or ISO-8859-1.")
    String badCharset();

    @Message(
            id = 117,
            value = "Here should be an http or https address with no user, password, query or fragment in it.")
    String badUrl();

    @Message(id = 118, value = "A secret is never written here: name it as %s, and give the server its value.")
    String notASecret(String form);

    @Message(id = 119, value = "The condition cannot be used. Line %d, column %d of it: %s")
    String badCondition(int line, int column, String text);

    @Message(id = 120, value = "This rule leads nowhere: it needs a group, a tier, triage, or continue: true.")
    String ruleLeadsNowhere();

    @Message(id = 121, value = "Only one of group, groups, tier and triage can be given.")
    String ruleLeadsTwoWays();

    @Message(
            id = 122,
            value = "At least one of sendingApplication, sendingFacility, address and certificate is needed.")
    String matchesEverybody();

    @Message(
            id = 123,
            value = "Destination \"%s\" can only be counted, and site \"%s\" does not consent to that (allowCounted).")
    String noConsent(String destination, String site);

    @Message(id = 124, value = "Here should be an IP address, or a range such as 10.2.0.0/16.")
    String badAddress();

    @Message(id = 125, value = "Give username and password, or token, or none of them.")
    String badLogin();

    @Message(id = 126, value = "This text is longer than %d characters.")
    String tooLong(int most);

    @Message(
            id = 127,
            value =
                    "The configuration was changed meanwhile: version %d is in force. Load it and make your change again.")
    String changedMeanwhile(int version);

    @Message(id = 128, value = "There is no version %d of the configuration.")
    String noVersion(int version);

    @Message(
            id = 132,
            value = "Here should be a place in a message, such as OBR-18, ORC-7.6 or OBR-27(1).4: segment, field,"
                    + " repetition from 0, component, subcomponent.")
    String badFieldPath();

    @Message(id = 133, value = "Here should be a code of 1 to %d characters.")
    String badCode(int most);

    @Message(id = 134, value = "This code is given for two priorities.")
    String repeatedCode();

    @Message(id = 135, value = "Here should be a host's name or address, without port or path.")
    String badHost();

    @Message(id = 136, value = "Here should be a day from 2000 to 2199, such as 2026-12-31.")
    String badDay();

    @Message(
            id = 137,
            value =
                    "Here should be a moment of the wall clock from 2000 to 2199, with no offset, such as 2026-11-02T08:00.")
    String badMoment();

    @Message(id = 138, value = "Here should be a time of day, such as 08:00.")
    String badTime();

    @Message(id = 139, value = "Here should be a number from %d to %d, with at most 6 decimal places.")
    String badDecimal(long least, long most);

    @Message(id = 140, value = "Here should be a language tag of BCP 47, such as de or en-GB.")
    String badLanguage();

    @Message(id = 141, value = "Here should be a currency of ISO 4217, such as EUR.")
    String badCurrency();

    @Message(
            id = 142,
            value = "A log-in name has letters, digits, dot, hyphen, underscore and @ only, at most 100 characters.")
    String badPerson();

    @Message(
            id = 143,
            value = "Here should be a recurrence rule of RFC 5545 that repeats by days, weeks, months or years and has"
                    + " no BYMINUTE, BYSECOND or RSCALE, such as FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR.")
    String badRecurrence();

    @Message(id = 144, value = "The last day is before the first.")
    String endsBeforeItBegins();

    @Message(id = 145, value = "A break lies within its shift.")
    String breakOutside();

    @Message(
            id = 146,
            value = "Reader \"%s\" has two shifts of this roster at once on %s; the other is shifts[%d]. End one before"
                    + " the other begins, or except the day.")
    String overlap(String reader, LocalDate day, int other);

    @Message(id = 147, value = "Reader \"%s\" cannot be swapped with themselves.")
    String swappedWithOneself(String reader);

    @Message(id = 148, value = "The shift of \"%s\" on this day is swapped twice.")
    String swappedTwice(String reader);

    @Message(
            id = 149,
            value = "Group \"%s\" has each case given to one reader (assignment: push), and no reader is of it.")
    String pushToNobody(String group);

    @Message(
            id = 150,
            value = "Group \"%s\" has readers and reads for this site: say the site's jurisdiction, or no licence could"
                    + " be asked for.")
    String noJurisdiction(String group);

    @Message(id = 151, value = "Each step comes after the one before it.")
    String stepsNotAscending();

    @Message(id = 152, value = "This step does nothing: it needs a group, a tier, or tell: true.")
    String stepDoesNothing();

    @Message(id = 153, value = "Only one of group and tier can be given.")
    String stepLeadsTwoWays();

    @Message(id = 154, value = "A ladder needs at least one step.")
    String ladderWithoutSteps();

    @Message(id = 155, value = "These readers supervise one another in a circle: %s.")
    String supervisedInACircle(String readers);

    @Message(id = 156, value = "Contract \"%s\" covers the same modalities at the same hours. Keep one of the two.")
    String sameContract(String other);

    @Message(id = 157, value = "All prices are in one currency; contract \"%s\" has another.")
    String otherCurrency(String other);

    @Message(id = 158, value = "A reader needs at least one group.")
    String readerOfNoGroup();

    @Message(id = 159, value = "Reader \"%s\" is of none of the groups that this rule leads to.")
    String readerOfOtherGroups(String reader);

    @Message(
            id = 160,
            value = "Objects that the archive sends itself pass us by: only kind dicomweb can be de-identified.")
    String deidentifiedByOthers();

    @Message(
            id = 161,
            value =
                    "A private tag is written as group, creator and the last two digits of its element, such as 0019,GEMS_ACQU_01,0A.")
    String badPrivateTag();

    @Message(
            id = 162,
            value =
                    "A parcel needs at least one recipient, each an age public key of 62 characters that begins with age1.")
    String badRecipient();

    @Message(id = 163, value = "Here should be an absolute path of a folder on the server.")
    String badFolder();

    @Message(id = 164, value = "Nothing comes back from where parcels go: verification can only be counted.")
    String parcelsAreCounted();

    @Message(
            id = 165,
            value = "Business hours need at least one span of hours. Leave businessHours out for day and night.")
    String noBusinessHours();

    @Message(id = 166, value = "The archive sends itself: only windows and timezone can be set for its line.")
    String lineOfOthers();

    @Message(id = 167, value = "Never reached: the entry before holds at any time.")
    String neverReached();

    @Message(id = 168, value = "More than 0, such as 0.5. To send nothing at all for some hours, use windows.")
    String noBandwidth();
}
