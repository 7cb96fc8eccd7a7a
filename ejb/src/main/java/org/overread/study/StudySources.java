/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** The archives of the configuration in force, each as a place to look for studies. Inject this. */
public interface StudySources {
    /**
     * The archive of that name.
     *
     * @throws ArchiveRefused when the configuration in force names no such archive
     */
    StudySource archive(String name);
}
