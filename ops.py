import sys, asyncio, tempfile, time
from pathlib import Path
import cv2; cv2.setNumThreads(1)
from skimage import data
from PIL import Image
from agent.opening import open_photo
from agent.session.store import Store
from agent.session.places import workplace
from backends.engine.client import Engine
from agent.events import *
from agent.receipts.orders import order_for
from tools.following.measuring import measured
WORDS = sys.argv[2:] or ["crop to a square","crop to 4:5","crop 10% off the left","rotate right","flip it","rotate 2 degrees","straighten it","pad to 16:9 with blur","resize to 300 px","extend it by 5% on all sides","make three moodier versions","noir","dreamy","warmer","black and white","brighter","more contrast","much darker","make the sky darker","blur the faces","pixelate the face","reduce the noise","sharpen it","remove box 60% 60% 75% 75%","blur the background","replace the background with white","make the background transparent","add the text \"SALE\" at the top","add a white border","add a watermark \"me\"","make the blues teal","make the oranges green","sepia","line art","pencil drawing","oil painting","watercolor","comic","halftone","risograph","duotone","pixel art","light leak","sun flare","fog","glitch","moodier but keep her face","darken the top half","crop to a square and make it warmer","remove the red eyes","vintage","add a vignette","film grain","make the face brighter"]
async def main(photo):
    tmp=Path(tempfile.mkdtemp(prefix="ops-"))
    p=tmp/f"{photo}.png"; Image.fromarray(getattr(data,photo)()).save(p)
    store=Store(tmp/"home"); eng=Engine()
    conv,_=await open_photo(p, workplace()/"proxy.jpg", store, eng)
    s=conv.session
    for w in WORDS:
        s.go("v0")
        made=[];fail=""
        async for e in conv.submit(w, about="v0"):
            if isinstance(e,VariantReady): made.append(e.id)
            if isinstance(e,Failed): fail=e.message
            if isinstance(e,Said) and not made: fail=e.text
            if isinstance(e,ApprovalNeeded): await conv.answer(e.id,"yes")
        if not made: print(f"{photo:10}{w:35} -- {fail[:80]}"); continue
        for m in made[:2]:
            t=time.process_time()
            whole,on,_=measured(order_for(s,m))
            print(f"{photo:10}{w:35} {whole.verdict.upper():5}{whole.line}   [{s.variant(m).look}] {whole.seconds}s", flush=True)
    await conv.close(); await eng.close(); store.close()
    import shutil; shutil.rmtree(tmp)
asyncio.run(main(sys.argv[1]))
