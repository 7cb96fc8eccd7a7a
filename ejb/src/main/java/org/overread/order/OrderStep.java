/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

/**
 * One scheduled procedure step: an IPC segment, or what an OBR says about its only one.
 *
 * @param id scheduled procedure step ID (0040,0009); unique within its order
 * @param stationAet scheduled station AE title (0040,0001)
 * @param protocol what is to be done, as text (0040,0007)
 */
public record OrderStep(String id, String modality, String stationAet, String protocol) {}
