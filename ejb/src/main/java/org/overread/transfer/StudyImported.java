/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

/**
 * A study came in a parcel and was stored in an archive. Whose it is the parcel does not say, so one event is one audit message
 * without a patient (DICOM PS3.15 section A.5.3.9, 110107 Import).
 *
 * @param sender who packed it, by the name in the configuration
 * @param parcel the parcel's number
 */
public record StudyImported(String archive, String sender, String site, String studyUid, String parcel) {}
