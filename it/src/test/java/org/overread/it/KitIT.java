/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overread.kit.DicomFile;
import org.overread.kit.DicomStudies;
import org.overread.kit.Hl7Orders;
import org.overread.kit.Order;
import org.overread.kit.Patient;
import org.overread.kit.Program;
import org.overread.kit.Stack;
import org.overread.kit.Study;

/** What the other tests stand on is itself sound: other people's tools read what it makes, and its parts start. */
class KitIT {
    @TempDir
    private Path folder;

    @Test
    void a_generated_study_is_read_by_dcmtk_and_by_orthanc_pixel_for_pixel() throws Exception {
        Order order = Order.of(Patient.INVENTED.get(3), "CT", "CT ABDOMEN");
        Study study = DicomStudies.in(folder).of(order, 3);
        for (Study.Instance instance : study.instances()) {
            String dump =
                    Program.of("dcmdump", "-q", instance.file().toString()).must();
            assertThat(dump).contains(order.studyUid(), order.accession(), "IssuerOfPatientID");
            DicomFile read = DicomFile.read(java.nio.file.Files.readAllBytes(instance.file()));
            assertThat(read.text(0x0010, 0x0010)).isEqualTo("DUBOIS^RENÉ");
            assertThat(read.pixelSha256()).isEqualTo(instance.pixelSha256());
        }
        assertThat(study.pixels().values()).doesNotHaveDuplicates();

        Stack stack = Stack.shared();
        stack.hospital().store(study);
        assertThat(stack.hospital().pixels(study.uid())).isEqualTo(study.pixels());
        stack.hospital().delete(study.uid());
        assertThat(stack.hospital().pixels(study.uid())).isEmpty();
    }

    @Test
    void the_three_forms_of_an_order_carry_its_numbers_where_the_standard_puts_them() {
        Order order = Order.of(Patient.INVENTED.get(0), "MR", "MR HEAD").stat();
        Hl7Orders ris = Hl7Orders.from("RIS", "MERCY");
        assertThat(field(ris.ormO01(order), "OBR", 18)).isEqualTo(order.accession());
        assertThat(field(ris.ormO01(order), "OBR", 19)).isEqualTo(order.procedureId());
        assertThat(field(ris.ormO01(order), "OBR", 24)).isEqualTo("MR");
        assertThat(field(ris.ormO01(order), "OBR", 27)).endsWith("^S");
        assertThat(field(ris.ormO01(order), "OBR", 44)).startsWith("MRX^MR HEAD");
        assertThat(field(ris.ormO01(order), "ORC", 7)).endsWith("^S");
        assertThat(field(ris.ormO01(order), "ORC", 9)).hasSize(14);
        assertThat(field(ris.omgO19(order), "OBR", 24)).isEqualTo("MR");
        assertThat(field(ris.omgO19(order), "OBR", 44)).startsWith("MRX^MR HEAD");
        assertThat(field(ris.omgO19(order), "ORC", 9)).hasSize(14);
        assertThat(field(ris.omiO23(order), "IPC", 3)).startsWith(order.studyUid());
        assertThat(field(ris.omiO23(order), "TQ1", 9)).isEqualTo("S");
        assertThat(field(ris.omiO23(order), "TQ1", 7)).hasSize(14);
    }

    private static String field(String message, String segment, int number) {
        for (String line : message.split("\r")) {
            if (line.startsWith(segment + "|")) {
                return line.split("\\|", -1)[number];
            }
        }
        return "";
    }
}
