"""What the bot says to officers, who are colleagues: shorter than to the public, and as polite."""

# --- linking --------------------------------------------------------------------------------------
LINK_ASK = (
    "Hubungkan chat ini dengan akun {name} di meja petugas {bureau}?\n\n"
    "Sesudah itu pemberitahuan tiket masuk ke sini dan Anda dapat menjawab dari sini. Tekan "
    "“Ya, hubungkan” hanya bila akun itu milik Anda dan telepon ini Anda pegang sendiri."
)
LINK_YES, LINK_NO = "Ya, hubungkan", "Batal"
LINK_DECLINED = "Baik, tidak kami hubungkan."
LINK_USELESS = (
    "Tautan itu sudah dipakai, lewat waktunya, atau bukan untuk chat ini. Buat yang baru di meja "
    "petugas, halaman “Telegram saya”."
)
LINKED = (
    "Terhubung dengan akun {name}.\n\n"
    "Pemberitahuan tiket masuk ke sini pada jam kerja; peringatan piket hari tender kapan saja. "
    "Balas (reply) pemberitahuannya untuk menjawab: Anda memilih dulu ke mana dikirim, tidak ada "
    "yang langsung terkirim.\n\n"
    "/tugas – yang perlu Anda kerjakan sekarang\n"
    "/tiket nomor – lihat tiket\n"
    "/putus – lepaskan chat ini"
)
LINKED_SUBJECT = "Telegram terhubung dengan akun Anda"
LINKED_MAIL = (
    "Chat Telegram atas nama “{chat}” baru saja terhubung dengan akun {name} di meja petugas. "
    "Pemberitahuan tiket sekarang masuk ke chat itu.\n\n"
    "Bila itu bukan Anda: masuk ke meja petugas, buka “Telegram saya”, tekan “Lepas Telegram”, "
    "lalu beri tahu administrator."
)
UNLINKED = (
    "Chat ini sudah dilepas dari akun {name}. Pemberitahuan kembali ke surel. Untuk menghubungkan "
    "lagi, buka “Telegram saya” di meja petugas."
)
NOT_LINKED = (
    "Tombol ini untuk petugas, dan chat ini tidak terhubung dengan akun petugas. Hubungkan lewat "
    "“Telegram saya” di meja petugas."
)
OLD_BUTTON = "Tombol itu sudah tidak berlaku. /tugas menampilkan yang perlu dikerjakan sekarang."

# --- tickets --------------------------------------------------------------------------------------
TAKE_OVER, SHOW = "Ambil alih", "Lihat tiket"
TAKEN = "{number} sekarang pada Anda. Balas (reply) pesan ini untuk menjawab pemohon."
MINE_BEFORE = "{number} memang sudah pada Anda. Balas (reply) pesan ini untuk menjawab pemohon."
HELD = "{number} sudah dipegang {name}. Ambil alih?"
JOINED = "{number} sekarang laporan gangguan {outage}; pelapornya ikut kabar gangguan itu."
JOINED_BEFORE = "{number} sudah bagian dari sebuah gangguan."
SEALED = "Pengaduan tertutup {number} hanya dibaca dan dijawab di meja petugas."

# --- answers --------------------------------------------------------------------------------------
DRAFT = "Untuk {number}, {subject}\n\n{text}{files}{dropped}\n\nBelum dikirim. Ke mana?"
FILES = "\n{count} berkas: {names}"
DROPPED = "\n\nKata sandi atau kode sudah kami buang dari teks ini."
SEND, SEND_ANYWAY = "Kirim ke pemohon", "Tetap kirim ke pemohon"
SEND_COMPLETE = "Kirim: berkas lengkap"
SEND_LACKING = "Kirim: berkas belum lengkap"
NOTE, DROP = "Catatan internal", "Batal"
SENT = "Terkirim ke pemohon ({number})."
SENT_LACKING = "Terkirim ke pemohon ({number}). Tiketnya menunggu kelengkapan dari mereka."
NOTED = "Dicatat pada {number}; hanya petugas yang membacanya."
DROPPED_DRAFT = "Dibatalkan. Tidak ada yang terkirim."
DRAFT_GONE = "Jawaban itu sudah dikirim atau dibatalkan. Balas pesannya lagi untuk menulis baru."
EMPTY = "Tulis jawabannya, atau lampirkan berkasnya."
CONFLICT = "Belum dikirim. Sementara Anda menulis untuk {number}, {what}. Masih ingin mengirim?"
OTHER_REPLIED = "{name} sudah menjawab pemohon pukul {at}"
OTHER_RESOLVED = "{name} sudah menyelesaikan tiketnya pukul {at}"
OTHER_FORWARDED = "{name} sudah meneruskan tiketnya pukul {at}"
REQUESTER_WROTE = "pemohon menulis lagi pukul {at}"
