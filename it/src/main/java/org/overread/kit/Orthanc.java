/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The machine's Orthanc as a DICOMweb archive of one's own: own storage, HTTP on loopback only, no DIMSE port. */
public final class Orthanc implements AutoCloseable {
    private static final List<String> PROGRAMS = List.of("/usr/sbin/Orthanc", "/usr/bin/Orthanc");
    private static final List<String> PLUGINS =
            List.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so", "/usr/lib/orthanc/libOrthancDicomWeb.so");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final String name;
    private final int port;
    private final Map<String, String> peers = new LinkedHashMap<>();
    private final ObjectNode more = JSON.createObjectNode();
    private String notice = "";

    private Orthanc(Path folder, String name, int port) {
        this.folder = folder;
        this.name = name;
        this.port = port;
    }

    /** @param folder holds its storage, its configuration and its log */
    public static Orthanc in(Path folder, String name, int port) {
        return new Orthanc(folder.toAbsolutePath(), name, port);
    }

    /** Another DICOMweb server that this one can send to by itself. */
    public Orthanc peer(String peer, String url) {
        peers.put(peer, url);
        return this;
    }

    /**
     * Tells somebody of each study that has come to rest, as a hospital's archive does by its own means.
     *
     * @param url to which the Study Instance UID is appended
     * @param key goes in the header {@code X-Overread-Key}
     */
    public Orthanc notify(String url, String key) {
        this.notice = """
                function OnStableStudy(id, tags, metadata)
                  HttpPost('%s' .. tags['StudyInstanceUID'], '', {['X-Overread-Key'] = '%s'})
                end
                """.formatted(url, key);
        return this;
    }

    /** A further entry of its configuration file. */
    public Orthanc with(String key, Object value) {
        more.set(key, JSON.valueToTree(value));
        return this;
    }

    public Orthanc start() {
        try {
            Path storage = Files.createDirectories(folder.resolve("storage"));
            Path configuration = folder.resolve("orthanc.json");
            if (!notice.isEmpty()) {
                Files.writeString(folder.resolve("notify.lua"), notice);
            }
            Files.writeString(
                    configuration, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(configuration(storage)));
            List<String> command = new ArrayList<>();
            if (Program.asRoot()) {
                own(storage);
                command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
            }
            command.addAll(List.of(first(PROGRAMS, "Orthanc"), configuration.toString()));
            Program.record(Program.of(command).in(storage).start(log()), pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Waiting.until(
                "start of Orthanc " + name,
                Duration.ofSeconds(60),
                () -> {
                    if (!isRunning()) {
                        throw new Waiting.Hopeless("Orthanc ended: see " + log());
                    }
                    return http().get("/system").status() == 200;
                },
                () -> "see " + log());
        return this;
    }

    private ObjectNode configuration(Path storage) {
        ObjectNode json = JSON.createObjectNode();
        json.put("Name", name)
                .put("StorageDirectory", storage.toString())
                .put("IndexDirectory", storage.toString())
                .put("HttpPort", port)
                .put("RemoteAccessAllowed", false)
                .put("AuthenticationEnabled", false)
                .put("DicomServerEnabled", false)
                .put("StableAge", 2)
                .put("OverwriteInstances", true);
        json.putArray("Plugins").add(first(PLUGINS, "Orthanc's DICOMweb plugin"));
        if (!notice.isEmpty()) {
            json.putArray("LuaScripts").add(folder.resolve("notify.lua").toString());
        }
        ObjectNode web = json.putObject("DicomWeb")
                .put("Enable", true)
                .put("Root", "/dicom-web/")
                .put("Ssl", false)
                .put("Host", "127.0.0.1:" + port);
        ObjectNode servers = web.putObject("Servers");
        peers.forEach((peer, url) -> servers.putObject(peer).put("Url", url).put("HasDelete", false));
        more.properties().forEach(entry -> json.set(entry.getKey(), entry.getValue()));
        return json;
    }

    /** {@code nobody} writes the storage and the log; the folders above need only be passable. */
    private void own(Path storage) throws IOException {
        if (!Files.exists(log())) {
            Files.createFile(log());
        }
        Program.of("chown", "-R", "nobody:nogroup", storage.toString()).must();
        for (Path at = storage; at != null && at.getNameCount() > 0; at = at.getParent()) {
            if (!Files.getPosixFilePermissions(at)
                    .contains(java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE)) {
                throw new IllegalStateException("Orthanc runs as nobody and cannot pass " + at
                        + ": put the project where others may pass (chmod o+x), or do not run as root");
            }
        }
    }

    public boolean isRunning() {
        return Program.recorded(pidFile()).isPresent();
    }

    /** Its process; only while it runs. */
    public long pid() {
        return Program.recorded(pidFile()).orElseThrow().pid();
    }

    public void stop() {
        Program.recorded(pidFile()).ifPresent(process -> Program.end(process, Duration.ofSeconds(30)));
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    public void kill() {
        Program.recorded(pidFile()).ifPresent(Program::kill);
    }

    @Override
    public void close() {
        stop();
    }

    /** Stores one DICOM file by its own REST interface. */
    public void store(Path file) {
        try {
            http().send("POST", "/instances", "application/dicom", BodyPublishers.ofFile(file))
                    .ok();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores every instance of a generated study. */
    public void store(Study study) {
        study.instances().forEach(instance -> store(instance.file()));
    }

    /** SOP Instance UID and SHA-256 of the pixels of each object it holds of a study; empty when it has none. */
    public Map<String, String> pixels(String studyUid) {
        ObjectNode query = JSON.createObjectNode().put("Level", "Instance");
        query.putObject("Query").put("StudyInstanceUID", studyUid);
        Map<String, String> found = new LinkedHashMap<>();
        for (JsonNode id : http().post("/tools/find", query.toString()).ok().json()) {
            DicomFile file = DicomFile.read(
                    http().get("/instances/" + id.asText() + "/file").ok().bytes());
            found.put(file.text(0x0008, 0x0018), file.pixelSha256());
        }
        return found;
    }

    /** Its own name for a study that it holds. */
    public String internalId(String studyUid) {
        ObjectNode query = JSON.createObjectNode().put("Level", "Study");
        query.putObject("Query").put("StudyInstanceUID", studyUid);
        return http().post("/tools/find", query.toString()).ok().json().path(0).asText();
    }

    /** Each study that it holds, by Study Instance UID. */
    public List<String> studies() {
        List<String> uids = new ArrayList<>();
        for (JsonNode study : http().get("/studies?expand").ok().json()) {
            uids.add(study.path("MainDicomTags").path("StudyInstanceUID").asText());
        }
        return uids;
    }

    /** Deletes one study, as when it vanishes between a notice and its transfer. */
    public void delete(String studyUid) {
        ObjectNode query = JSON.createObjectNode().put("Level", "Study");
        query.putObject("Query").put("StudyInstanceUID", studyUid);
        for (JsonNode id : http().post("/tools/find", query.toString()).ok().json()) {
            http().delete("/studies/" + id.asText()).ok();
        }
    }

    public Http http() {
        return new Http("http://127.0.0.1:" + port);
    }

    /** Its DICOMweb base, with no slash at the end. */
    public String dicomWeb() {
        return "http://127.0.0.1:" + port + "/dicom-web";
    }

    public Path log() {
        return folder.resolve("orthanc.log");
    }

    private Path pidFile() {
        return folder.resolve("orthanc.pid");
    }

    private static String first(List<String> candidates, String what) {
        return candidates.stream()
                .filter(path -> Files.exists(Path.of(path)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        what + " is not installed (apt-get install orthanc orthanc-dicomweb)"));
    }
}
