/**
 * The archive and the destinations, reached by their public interfaces only: DICOMweb (DICOM PS3.18) and dcm4chee's
 * REST services. Implements the ports of {@code study} and {@code transfer}; nothing imports this package.
 */
@org.jspecify.annotations.NullMarked
package org.overread.archive;
