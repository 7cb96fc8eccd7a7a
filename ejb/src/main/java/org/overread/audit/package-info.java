/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The audit trail: DICOM PS3.15 A.5 messages (IHE ATNA ITI-20), written in the transaction of the act they tell of,
 * never changed, sent on to audit repositories by a worker of its own.
 */
@org.jspecify.annotations.NullMarked
package org.overread.audit;
