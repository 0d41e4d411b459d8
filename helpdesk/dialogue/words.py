"""Every word the conversation says, in one place, so that an officer can better them."""

from helpdesk.domain.emphasis import bold, code
from helpdesk.domain.tender_claim import Claim
from helpdesk.domain.ticket import Authority, Kind

NUMBER = code("{number}")  # one touch copies it

# --- greeting and menu ---------------------------------------------------------------------------
GREETING = (
    "Halo{name}. Ini helpdesk {bureau}.\n\n"
    "Langsung tulis saja keperluan Anda, misalnya: “gagal unggah dokumen penawaran”. "
    "Kami jawab di sini; bila perlu petugas, Anda langsung mendapat nomor tiket."
)
MENU_PROMPT = "Ada yang bisa kami bantu? Tulis saja, atau pilih:"
ASK = "Menu Tanya"
MENU_ASK = "Tanya"
MENU_FILE = "Lapor / Ajukan"
MENU_STATUS = "Cek status"
MENU_SERVICES = "Layanan & syarat"
MENU_OFFICER = "Hubungi petugas"
MENU_HOME = "Menu utama"
HELP = (
    "Tulis saja pertanyaan atau kendala Anda kapan pun, boleh dengan foto.\n\n"
    "• /status: tiket Anda dan sampai di mana.\n"
    "• /tiket 123: melihat tiket itu dan menambah keterangannya. Membalas pesan tentang tiket "
    "juga bisa.\n"
    "• Tulis “tanpa identitas” kapan saja bila petugas tidak perlu tahu siapa Anda.\n"
    "• /petugas: kapan petugas ada dan berapa antreannya.\n"
    "• /batal: membatalkan yang sedang diisi.\n"
    "• /mulai: kembali ke menu. Draf Anda tidak hilang."
)
UNKNOWN_COMMAND = "Perintah itu belum kami kenal."
THANKS = "Sama-sama. Bila ada lagi, tulis saja di sini."
DRAFT_WAITS = "Draf Anda “{text}” masih tersimpan dan belum dikirim."
TICKET_WAITS = "Tiket {number} sudah tercatat; beberapa keterangan masih boleh Anda lengkapi."
RESUME_DRAFT = "Lanjutkan draf"
RESUME_DETAILS = "Lengkapi tiket"

# --- coming back after days ----------------------------------------------------------------------
BACK = "Selamat datang kembali."
BACK_DRAFT = "Draf Anda dari {day} belum dikirim:"
BACK_EARLIER = "sebelumnya"
BACK_QUESTION = {
    "screenshot": "Tiket {number} masih menunggu tangkapan layar atau berkas.",
    "package": "Tiket {number} masih menunggu kode paket.",
    "deadline": "Tiket {number} masih menunggu waktu tutup tendernya.",
    "deadline_time": "Tiket {number} masih menunggu jam tutup tendernya.",
    "requirements": "Tiket {number} masih menunggu berkas pendukung.",
    "name": "Pengaduan {number} masih menunggu nama Anda; boleh dilewati.",
    "address": "Pengaduan {number} masih menunggu alamat Anda; boleh dilewati.",
    "loss": "Pengaduan {number} masih menanyakan kerugian yang Anda alami.",
    "solution": "Pengaduan {number} masih menanyakan penyelesaian yang Anda harapkan.",
    "declare": "Pengaduan {number} tinggal menunggu pernyataan benar dari Anda.",
}
BACK_STEP = {
    "adding": "Terakhir Anda hendak menambah keterangan pada {number}.",
    "reopening": "Terakhir Anda hendak menjelaskan apa yang belum selesai pada {number}.",
    "complain": "Terakhir Anda hendak menulis pengaduan.",
    "request": "Terakhir Anda hendak meminta sebuah layanan.",
}
BACK_OTHER = "Yang terakhir Anda tulis belum selesai."
BACK_ASK = "Pesan barusan untuk itu?"
BACK_YES = "Ya, lanjutkan"
BACK_NO = "Bukan, hal lain"

# --- asking --------------------------------------------------------------------------------------
ASK_PROMPT = "Silakan tulis pertanyaan Anda.\nContoh: “apa syarat aktivasi akun penyedia?”"
ANSWER_TITLE = "Panduan: {title}"
ANSWER_SOURCE = "Sumber: {source}"
ANSWER_REVIEWED = "Ditinjau {date}."
ANSWER_UNREVIEWED = "Belum ditinjau petugas; bila ragu, buat tiket."
AUTHORITY = {
    Authority.LKPP: (
        "Terus terang: yang dapat menyelesaikannya LKPP, bukan kami. Dengan tiket, kami yang "
        "meneruskan, menagih, dan mengabari Anda; lamanya mengikuti LKPP."
    ),
    Authority.TELKOM: (
        "Terus terang: sistemnya dijalankan Telkom, jadi perbaikannya bukan di tangan kami. "
        "Dengan tiket, kami yang meneruskan, menagih, dan mengabari Anda; lamanya mengikuti Telkom."
    ),
    Authority.SHARED: (
        "Sebagian dapat kami bantu langsung, sebagian mungkin perlu LKPP. Bila perlu, tiket Anda "
        "kami teruskan."
    ),
    Authority.OTHER: (
        "Ini kewenangan instansi lain. Lewat tiket, petugas menunjukkan ke mana tepatnya."
    ),
}
CALM = (
    "Tutup {when}, {left}. Buat tiket dulu supaya petugas piket tahu; sambil menunggu, coba ini:"
)
DID_IT_HELP = "Apakah ini membantu?"
YES_ANSWERED = "Ya, membantu"
NOT_THAT = "Bukan itu"
MAKE_TICKET = "Buat tiket"
MAKE_TICKET_FORWARD = "Buat tiket untuk diteruskan"
ANSWER_FIRST = "Lihat jawaban dulu"
GLAD = "Senang bisa membantu. Bila ada lagi, tulis saja di sini."
CHOOSE = "Apakah salah satu dari ini yang Anda maksud?"
CHOOSE_ASPECT = "{subject}: apa yang ingin Anda ketahui?"
CHOOSE_ASPECT_BARE = "Apa yang ingin Anda ketahui?"
CHOOSE_OTHER = "Baik. Mungkin ini yang Anda maksud?"
CHOOSE_UNKNOWN = "Ini pilihannya sekarang; atau tulis lagi dengan kata lain."
GONE = "Jawaban itu sudah tidak ada. Saya siapkan tiket saja, ya."

# --- what only the account's owner can file ------------------------------------------------------
OWN_ONLY = (
    "Terus terang: ini hanya dapat diajukan {owner} sendiri, langsung ke {party}. Kami siapkan "
    "tautan, teks, dan daftar buktinya."
)
OWN_PREPARE = "Siapkan pengajuan saya"
OWN_WAY = (
    "Ajukan ke {party} sebagai {owner}:\n"
    "1. Buka {place}.\n"
    "2. Salin ini ke formulirnya:\n\n{text}\n\n"
    "3. Lampirkan bukti:\n{proof}\n\n"
    "Kata sandi dan kode OTP jangan ditulis. Nomor tiket dari {party} datang lewat email."
)
OWN_APPLICATION = "Aplikasi"
OWN_CATEGORY = "Kategori"
OWN_COMPANY = "Nama perusahaan atau instansi"
OWN_BLANK = "(isi di sini)"
OWN_DESCRIPTION = "Uraian"
OWN_FILED = "Sudah saya ajukan"
OWN_TICKET = "Tetap buat tiket"
OWN_NUMBER = (
    "Baik, tinggal menunggu {party}. Bila ingin kami ikut memantau, kirim nomor tiketnya di sini; "
    "kami yang menagih. Tanpa itu pun tidak apa-apa."
)
OWN_FOLLOW = "Sudah diajukan sendiri ke {party}, nomor tiket {party}: {number}. Mohon dipantau."

# --- drafting ------------------------------------------------------------------------------------
FILE_PROMPT = (
    "Ceritakan masalah atau keperluan Anda dalam satu pesan; boleh dengan foto.\n"
    "Untuk pengaduan atau permintaan layanan, pilih dulu:"
)
FILE_COMPLAINT = "Pengaduan"
FILE_SERVICE = "Minta layanan"
COMPLAINT_PROMPT = (
    "Ceritakan apa yang terjadi, kapan, dan di mana, dalam satu pesan. "
    "Begitu terkirim langsung tercatat dan mendapat nomor."
)
DRAFT_HEAD = {
    Kind.INQUIRY: "Belum ada jawaban yang pas. Ini kami siapkan untuk petugas:",
    Kind.PROBLEM: "Ini kami siapkan untuk petugas:",
    Kind.OUTAGE: "Sepertinya gangguan sistem. Ini kami siapkan untuk petugas:",
    Kind.REQUEST: "Permintaan layanan Anda:",
    Kind.COMPLAINT: "Pengaduan Anda:",
}
DRAFT_ADDED = "Sudah kami gabungkan:"
DRAFT_CHANGED = "Sudah kami ganti:"
DRAFT_SERVICE = "Layanan: {service}"
DRAFT_FILES = "Berkas: {count}"
DRAFT_NAMED = "Atas nama: {name}"
DRAFT_NAMELESS = "Tanpa nama: petugas tidak melihat nama, foto, atau akun Anda."
NAMELESS = "Tanpa nama"
NAMED = "Pakai nama"
DRAFT_CLOSES = "Tender tutup: {when}"
DRAFT_ASK = "Kirim sekarang? Kalau ada tambahan, ketik saja."
SEND = "Kirim sebagai tiket"
EDIT = "Ubah"
CANCEL = "Batal"
EDIT_PROMPT = "Tulis ulang isinya; teks yang lama kami ganti."
CANCELLED = "Dibatalkan. Tidak ada yang dikirim."
NOTHING_TO_CANCEL = "Tidak ada yang perlu dibatalkan."
FOLLOW_UP_CANCELLED = "Baik, cukup. Tiket {number} tetap berjalan."
OLD_SENT = "Yang itu sudah tercatat sebagai tiket {number}, jadi tidak kami buat dua kali."
OLD_DRAFT = "Tombol tadi milik draf sebelumnya. Ini yang terbaru."
OLD_QUESTION = "Yang itu sudah lewat. Sekarang:"
OLD_BUTTON = "Tombol tadi sudah tidak berlaku."
SENDING = "Sedang kami catat. Mohon tunggu sebentar."

# --- receipt -------------------------------------------------------------------------------------
RECEIPT_HEAD = {
    Kind.COMPLAINT: f"{NUMBER}\nPengaduan Anda sudah tercatat.",
    Kind.REQUEST: f"{NUMBER}\nPermintaan Anda sudah tercatat.",
}
RECEIPT_HEAD_OTHER = f"{NUMBER}\nTiket Anda sudah tercatat."
RECEIPT_NEXT = f"Petugas menjawab paling lambat {bold('{due}')} ({{why}})."
RECEIPT_RESOLUTION = "Target selesai: {due}{why}."
RECEIPT_LINK = "Kabarnya kami kirim ke sini. Pantau juga: {tautan}"
# A tender is about to close: somebody's upload failed forty minutes before the end.
TENDER_HEAD = {
    Claim.JUMPED: (
        f"{NUMBER}\nSudah tercatat {{time}}. Petugas piket kami kabari sekarang juga."
    ),
    Claim.NEEDS_CODE: (
        f"{NUMBER}\nSudah tercatat {{time}}. Tinggal kode paketnya, supaya petugas piket bisa "
        "langsung kami kabari."
    ),
    Claim.NO_JUMP: (
        f"{NUMBER}\nSudah tercatat {{time}}. Beberapa laporan mendesak dari obrolan ini sebelumnya "
        "tidak terbukti, jadi yang ini menurut urutan, kecuali petugas mendahulukannya."
    ),
}
HELPS_NOW = (
    "Jangan menunggu kami saja. Yang menolong sekarang:\n"
    "• Tanya Pokja lewat SPSE, fitur pertanyaan atau pesan pada paketnya. Hanya Pokja atau PPK "
    "yang bisa mengubah jadwal.\n"
    "• Lapor juga ke {lpse_support}. {call_144}.\n"
    "• Ambil tangkapan layar; pesan galat dan jamnya terlihat.\n"
    "• Sambil itu coba lagi, dengan peramban atau jaringan lain.\n\n"
    "Maaf, tiket ini tidak menghentikan jadwal atau jangka waktu apa pun."
)
TENDER_NEXT = f"Jawaban tertulis paling lambat {bold('{due}')}; kami usahakan sebelum tender tutup."
TENDER_SOON = {
    Claim.JUMPED: "Tutupnya sudah dekat, jadi petugas piket kami kabari sekarang juga.",
    Claim.NEEDS_CODE: "Tutupnya sudah dekat. Dengan kode paketnya, petugas piket bisa kami kabari.",
    Claim.NO_JUMP: (
        "Tutupnya sudah dekat. Beberapa laporan mendesak dari obrolan ini sebelumnya tidak "
        "terbukti, jadi yang ini menurut urutan, kecuali petugas mendahulukannya."
    ),
}
TENDER_JUMPED = "Itu yang kami perlukan. Petugas piket kami kabari sekarang juga."
PROOF_LINK = "Bukti Lapor (PDF), untuk ditunjukkan kepada Pokja bila diperlukan: {bukti}"
VISIT = "Layanan ini perlu datang ke loket; petugas memberi tahu waktunya dan berkas asli apa saja."

# --- afterwards ----------------------------------------------------------------------------------
PROGRESS = " ({now} dari {total}, boleh dilewati)"
SKIP = "Lewati"
ENOUGH = "Cukup"
SCREENSHOT = "Punya tangkapan layar atau berkas? Kirim di sini."
PACKAGE_NOW = "Kode paketnya berapa? Angka 7, 8, atau 11 digit di halaman paket SPSE."
PACKAGE_UNLIKE = (
    "Itu belum seperti kode paket. Kodenya 7 atau 8 angka, atau 11 angka yang diawali 10, dan "
    "tertulis di halaman paket SPSE."
)
PACKAGE = "Terkait paket tertentu? Tulis kodenya, biasanya 7 atau 8 angka."
NO_PACKAGE = "Tidak terkait paket"
DEADLINE = "Kapan tendernya tutup? Misalnya “besok jam 10” atau “25 November 15.00”."
DEADLINE_HINT = "Apakah tendernya tutup {when}?"
DEADLINE_YES = "Ya, benar"
TODAY = "Hari ini"
TOMORROW = "Besok"
DEADLINE_TIME = "{day}. Pukul berapa tutupnya?"
TIME_UNKNOWN = "Tidak tahu jamnya"
NOTED_DEADLINE = "Kami catat: tutup {when}."
NOTED_WORDS = "Kami catat sesuai tulisan Anda."
DEADLINE_PAST = "Waktu itu sudah lewat; petugas akan membacanya bersama jadwal di SPSE."
NOTED = "Tercatat."
NOTED_PACKAGE = "Kode paket {code} dari pesan Anda sudah kami catat."
REQUIREMENTS = "Berkas pendukung yang sudah ada boleh dikirim di sini:\n{list}"
REQUIREMENTS_BARE = "Berkas pendukung yang sudah ada boleh dikirim di sini."
ALL_DONE = "Terima kasih, semua tercatat. Kabar tentang {number} kami kirim ke sini."
CODE_ANY_TIME = (
    "Kode paketnya boleh ditulis di sini kapan saja; begitu ada, petugas piket kami kabari. "
    "Kabar tentang {number} kami kirim ke sini."
)
ADD = "Tambah keterangan"
SEE_STATUS = "Lihat status"
WHY_DATES = "Kenapa tanggal ini?"

# --- complaint -----------------------------------------------------------------------------------
COMPLAINT_NAME = "Siapa nama lengkap Anda?"
COMPLAINT_HIDE_OFFER = (
    "Pilih yang membuat Anda tenang; semuanya kami proses:\n"
    "• Dengan nama: petugas kami tahu siapa Anda.\n"
    "• Nama disembunyikan: hanya pimpinan dan petugas yang menangani yang tahu; pihak yang "
    "dilaporkan tidak.\n"
    "• Tanpa identitas: petugas pun tidak melihat nama, foto, atau akun Anda; kabar tetap kami "
    "kirim ke sini."
)
USE_NAME = "Pakai nama {name}"
HIDE_ME = "Sembunyikan nama saya"
NO_IDENTITY = "Tanpa identitas"
HIDDEN_SET = "Nama Anda kami sembunyikan dari pihak yang dilaporkan."
NONE_SET = (
    "Baik, tanpa identitas. Petugas tidak melihat nama, foto, atau akun Anda; alamat pun tidak "
    "kami tanyakan. Kabar tetap kami kirim ke sini."
)
COMPLAINT_ADDRESS = "Di mana alamat Anda?"
COMPLAINT_LOSS = "Adakah kerugian yang Anda alami? Berupa uang, waktu, atau kesempatan."
NO_LOSS = "Tidak ada"
COMPLAINT_REQUEST = "Penyelesaian apa yang Anda harapkan?"
COMPLAINT_DECLARE = "Terakhir: apakah yang Anda sampaikan ini benar?"
DECLARE = "Saya menyatakan benar"
COMPLAINT_DONE = (
    "Lengkap, terima kasih. Jawaban kelengkapan dan kabar tentang {number} kami kirim ke sini."
)
COMPLAINT_PARTIAL = (
    "Terima kasih. Yang belum terisi tidak menahan pengaduan Anda; bila perlu, petugas menanyakan. "
    "Kabar tentang {number} kami kirim ke sini."
)
INTEGRITY = (
    "Ini terdengar seperti dugaan pungutan liar atau KKN. Demi keamanan Anda, kami tidak "
    "menanyakan rinciannya di obrolan ini; pesan tadi belum diteruskan ke siapa pun."
)
INTEGRITY_WHERE = (
    "Laporkan ke saluran yang melindungi pelapor:\n"
    "• Whistleblowing System (WBS), antara lain wbs.lkpp.go.id\n"
    "• {inspectorate}\n"
    "• SP4N-LAPOR! (lapor.go.id), pilih “rahasia” atau “anonim”"
)
INTEGRITY_INSPECTORATE = "Inspektorat/APIP daerah"
INTEGRITY_FREE = "Semua layanan kami gratis. Simpan bukti, dan jangan membayar."
INTEGRITY_FILE = "Tetap catat di sini"
INTEGRITY_CLOSE = "Cukup, saya lapor ke sana"
INTEGRITY_CLOSED = "Baik. Pesan tadi tidak kami jadikan tiket dan tidak diteruskan ke siapa pun."
INTEGRITY_RECEIPT = (
    "Identitas Anda disembunyikan dari pihak yang dilaporkan, dan kami tidak menanyakan apa-apa "
    "lagi. WBS dan Inspektorat tetap terbuka untuk Anda."
)

# --- tickets -------------------------------------------------------------------------------------
LIST_HEAD = "Tiket Anda:"
LIST_LINE = f"• {NUMBER}: {{subject}}\n  {{status}}"
LIST_EMPTY = (
    "Belum ada tiket dari obrolan ini. Punya nomor dari tempat lain? Ketik nomornya, misalnya "
    "PBJ-2026-000123."
)
LIST_PICK = "Pilih untuk melihat rinciannya."
NUMBER_UNREADABLE = "Nomor tiketnya belum terbaca. Contoh: PBJ-2026-000123."
ADD_PROMPT = "Silakan tulis keterangan tambahan untuk {number}; boleh dengan foto."
ANSWER_PROMPT = "Silakan tulis jawaban Anda untuk {number}; boleh dengan foto."
SEND_FILES_PROMPT = (
    "Silakan kirim berkas untuk {number} di sini: foto atau PDF, boleh beberapa sekaligus. KTP, "
    "NPWP, dan akta jangan lewat obrolan; serahkan lewat akun SPSE/INAPROC Anda atau loket."
)
COMPLETE_SAID = "Berkas sudah saya lengkapi."
ADDED = "Sudah kami tambahkan ke tiket {number}."
PASSED_ON = (
    "Tiket {number} sudah digabungkan, jadi pesan Anda kami teruskan ke tiket {into}. Jawabannya "
    "kami kirim untuk tiket {into}."
)
TICKET_ASK = "Ada tambahan untuk tiket ini? Tulis saja; boleh dengan foto."
FIX = "Betulkan data"
FIX_WHAT = "Apa yang perlu dibetulkan pada {number}? Pilih, atau langsung tulis yang benar."
FIX_CODE = "Kode paket"
FIX_CLOSES = "Waktu tutup"
FIX_WORDS = "Uraian"
FIX_PACKAGE = "Tulis kode paket yang benar."
FIX_DEADLINE = "Kapan tendernya tutup? Misalnya “besok jam 10” atau “25 November 15.00”."
FIX_DEADLINE_UNREAD = "Waktunya belum terbaca. Tulis misalnya “25 November 15.00”."
FIX_TEXT = "Tulis uraian yang benar. Uraian lama tetap tersimpan di bawahnya."
CORRECTED = "Sudah kami betulkan di {number}. Yang lama tetap tersimpan sebagai riwayat."
REFUSED_NEW = "Tulisan Anda tidak hilang; bila perlu, kirim sebagai tiket baru:"
DONE_BUTTON = "Sudah beres"
REOPEN_BUTTON = "Belum selesai"
REOPEN_PROMPT = "Apa yang masih belum selesai pada {number}? Ceritakan singkat."
CONFIRMED = (
    "Terima kasih, {number} kami catat sudah beres.\n\n"
    "Nilai layanan kami (dua menit, tanpa nama): {{survei}}"
)
REOPENED = "Keterangan Anda untuk {number} sudah sampai ke petugas."
REFUSED_TRY = "Teks Anda masih tersimpan; silakan coba lagi."

# --- a ticket from elsewhere ---------------------------------------------------------------------
LINK_ASK = (
    f"Hubungkan chat ini dengan tiket {NUMBER}?\n\n{{subject}}\n\n"
    "Kabar dan jawabannya akan masuk ke sini, dan Anda dapat membalas dari sini."
)
LINK_ASK_SEALED = (
    f"Hubungkan chat ini dengan tiket {NUMBER}?\n\n"
    "Kabar dan jawabannya akan masuk ke sini. Nama dan foto Telegram Anda tidak kami simpan pada "
    "tiket itu dan tidak terlihat petugas."
)
LINK_YES = "Ya, hubungkan"
LINK_NO = "Bukan saya"
LINK_USELESS = (
    "Tautan itu sudah dipakai atau lewat waktunya. Buka lagi halaman status tiket Anda, lalu "
    "tekan “Lanjutkan di Telegram” untuk mendapat yang baru."
)
LINK_OFFICER = (
    "Ini chat petugas, jadi tidak kami hubungkan sebagai pemohon. Minta pemohon memindai kodenya "
    "dengan ponselnya sendiri."
)
LINK_DECLINED = "Baik, tidak kami hubungkan, dan tautan itu tidak berlaku lagi."
LINKED = (
    f"{bold('Terhubung.')} Kabar tiket {NUMBER} sekarang masuk ke sini juga. Untuk menambah "
    "keterangan, balas saja pesan kami tentang tiket ini."
)
LINKED_BEFORE = f"Chat ini memang sudah terhubung dengan tiket {NUMBER}."
LINK_LEAVE = "Putuskan"
LINK_LEFT = (
    f"Diputuskan. Kabar tiket {NUMBER} tidak kami kirim ke sini lagi; tiketnya sendiri tetap "
    "berjalan."
)

# --- services ------------------------------------------------------------------------------------
SERVICES_HEAD = "Layanan kami. Pilih satu, atau ketik namanya:"
SERVICES_NONE = "Daftar layanan belum tersedia. Tulis saja keperluan Anda."
SERVICES_MORE = "Layanan lainnya"
SERVICE_UNIT = "Ditangani: {unit}"
SERVICE_REQUIREMENTS = "Syarat:"
SERVICE_NO_REQUIREMENTS = "Tidak ada syarat berkas khusus."
SERVICE_VISIT = "Perlu datang ke loket dengan berkas asli."
SERVICE_FILE = "Ajukan layanan ini"
SERVICE_UNKNOWN = "Belum ada layanan dengan nama itu. Pilih dari daftar, atau tulis lain:"
SERVICE_PROMPT = "Tulis keperluan Anda untuk “{service}” dalam satu pesan."

# --- officer -------------------------------------------------------------------------------------
QUEUE_EMPTY = "Saat ini tidak ada antrean."
QUEUE = "{waiting} tiket sedang menunggu jawaban petugas."
PACE = "Belakangan ini separuh tiket sudah dijawab dalam {pace}."
DUTY = (
    "Tender Anda segera tutup? Petugas piket siaga hari ini: tulis kode paket dan jam tutupnya, "
    "langsung kami kabari."
)
NO_DUTY = "Tender Anda segera tutup? Tulis kode paket dan jam tutupnya; laporan itu didahulukan."
OFFICER = (
    "Tidak perlu menunggu loket: tulis keperluan Anda sekarang di sini, boleh dengan foto. Pesan "
    "Anda langsung bernomor dan dijawab di obrolan ini, paling lambat {promise}."
)

# --- files ---------------------------------------------------------------------------------------
FILES_WHAT = "{count} diterima. Ini tentang apa? Tulis singkat, atau pilih:"
FILES_TO_TICKET = "Untuk tiket {number}"
FILES_NEW = "Kirim sebagai tiket"
FILES_DROP = "Buang"
FILES_DROPPED = "Baik, berkas itu tidak kami pakai."
FILES_ONLY = "(hanya berkas, tanpa keterangan)"
FILES_FULL = (
    "Paling banyak {limit} berkas sekali kirim; selebihnya kirim setelah nomor tiket keluar."
)
FILES_IDENTITY = (
    "Sepertinya ada KTP, NPWP, atau akta. Kami tidak memintanya lewat obrolan; aksesnya kami "
    "batasi. Berkas identitas diserahkan lewat akun SPSE/INAPROC Anda atau loket saat diminta."
)

# --- bad input -----------------------------------------------------------------------------------
EMPTY = "Pesannya sampai dalam keadaan kosong. Mohon tulis lagi keperluan Anda."
TOO_LONG = "Pesannya terlalu panjang. Kirim intinya dulu; selebihnya boleh sebagai berkas PDF."
NO_WORDS = "Kami belum menangkap maksudnya. Tulis dengan kata-kata, ya."
UNSUPPORTED = "Kami belum dapat membaca {what}. Tulis dengan kata-kata, atau kirim foto/PDF."
UNSUPPORTED_DEFAULT = "pesan jenis itu"
UNSUPPORTED_OF = {
    "stiker": "Maaf, stiker belum dapat kami baca. Tulis dengan kata-kata, ya.",
    "pesan suara": (
        "Pesan suara belum dapat kami dengarkan. Mohon ketik intinya; satu kalimat pun cukup."
    ),
    "rekaman suara": (
        "Rekaman suara belum dapat kami dengarkan. Mohon ketik intinya; satu kalimat pun cukup."
    ),
    "video pendek": (
        "Video pendek belum dapat kami buka. Kirim sebagai video biasa atau tangkapan layar, "
        "dengan satu kalimat penjelasan."
    ),
    "lokasi": (
        "Lokasi tidak kami simpan. Bila tempatnya penting, tulis alamat atau nama kantornya."
    ),
    "kontak": (
        "Kontak tidak kami simpan. Kabar tiket kami kirim ke obrolan ini; nomor telepon tidak "
        "diperlukan."
    ),
    "jajak pendapat": "Jajak pendapat belum dapat kami isi. Tulis pertanyaannya saja.",
}
DROPPED = (
    "Demi keamanan Anda, {what} di pesan tadi kami hapus sebelum disimpan. Petugas tidak pernah "
    "memintanya; segera ganti bila terlanjur terkirim."
)
DROPPED_ONLY = "Ceritakan kendalanya saja, tanpa kata sandi atau kode."
NOTHING = "Baik. Ada lagi yang bisa kami bantu?"
