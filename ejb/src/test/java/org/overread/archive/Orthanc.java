/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Orthanc with its DICOMweb plugin, on free loopback ports, with a storage of its own that goes with it. */
final class Orthanc implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/Orthanc");
    private static final Path PLUGIN = Path.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so");

    private final Path folder;
    private final Process process;
    private final int port;

    /** Whether it is installed; says so when it is not. */
    static boolean isInstalled() {
        boolean there = Files.isExecutable(PROGRAM) && Files.exists(PLUGIN);
        if (!there) {
            System.out.println("SKIPPED: orthanc and orthanc-dicomweb are not installed");
        }
        return there;
    }

    Orthanc(String name) throws IOException {
        folder = Files.createTempDirectory("overread-orthanc");
        port = freePort();
        // it gives up root, so the folder is everybody's
        Path storage = Files.createDirectory(folder.resolve("storage"));
        for (Path path : List.of(folder, storage)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Path configuration = Files.writeString(
                folder.resolve("orthanc.json"), """
                {"Name": "%s", "StorageDirectory": "%s", "IndexDirectory": "%s", "HttpPort": %d,
                 "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "DicomServerEnabled": false,
                 "OverwriteInstances": true, "Plugins": ["%s"],
                 "DicomWeb": {"Enable": true, "Root": "/dicom-web/", "EnableWado": false, "Host": "127.0.0.1:%d"}}
                """.formatted(name, storage, storage, port, PLUGIN, port));
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.addAll(List.of(PROGRAM.toString(), configuration.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> get("/system") == 200);
    }

    URI dicomWeb() {
        return URI.create("http://127.0.0.1:" + port + "/dicom-web");
    }

    private int get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
