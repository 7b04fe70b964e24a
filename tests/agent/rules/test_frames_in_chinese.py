"""Kinds of Chinese edits that the order of the words tells: where a thing is put, who is let come or go."""

from __future__ import annotations

import pytest

from agent.rules.planner import read
from tests.agent.rules.scenes import ROUND

_SAID = {
    "how things are, before what is wished": (
        ("合照里中间那个人是前任,把他p掉", "remove"),
        ("边上那位同事已经离职了,帮我去掉他", "remove"),
        ("桌上放的是可乐,改成橙汁", "replace"),
        ("降噪就不用了,只提亮", "tone"),
        ("墙太暗了,降一点饱和度", "tone"),
        ("车牌不要显示,去掉", "remove"),
    ),
    "what a picture is for": (
        ("客厅看着阴沉沉的,调明亮些,我要挂出去出租", "tone"),
        ("我要做贴纸,把猫咪扣出来", "extract"),
        ("亲,这是我店里的主图,背景给我弄成纯白", "background"),
    ),
    "a second wish in few words": (
        ("换白底,1:1", "multi"),
        ("把咖啡杯换成茶壶,同时整体偏暖", "multi"),
        ("给娃换身汉服,背景要古镇", "multi"),
        ("人物抠出来,放到海边", "multi"),
    ),
    "a second half that only says more of the first": (
        ("左右各扩一点,变成横版", "complete"),
        ("只留下一只鸟,别的鸟去掉", "layout"),
        ("鞋带应该是白色的,改过来", "color"),
    ),
    "what is better in another colour": (
        ("毛衣黄色更好看", "color"),
        ("那扇门蓝色更好看,改蓝", "color"),
        ("我想看看柜子白色的样子", "color"),
        ("草地弄绿一点", "tone"),
    ),
    "one of a kind for another": (
        ("窗帘换一款,要带碎花的", "replace"),
        ("那个旧沙发换张皮沙发", "replace"),
        ("想去掉杂乱的背景换成影棚", "background"),
        ("裙子换成纱质的", "material"),
    ),
    "who is let come or go": (
        ("让桌子上出现一只猫", "add"),
        ("让湖面上飘着几片荷叶", "add"),
        ("让沙滩上有几只螃蟹", "add"),
        ("让后面的路人消失", "remove"),
        ("别让那辆车出现在画面里", "remove"),
    ),
    "a verb that nobody knows, before so many of a thing": (
        ("在树下拴一匹马", "add"),
        ("湖里游两只天鹅", "add"),
        ("头上别一朵花", "add"),
        ("毛巾架上搭条白毛巾", "add"),
    ),
    "where a thing is put": (
        ("将香水置于花丛中", "background"),
        ("把产品放在木质桌面的场景里", "background"),
        ("让这个包出现在酒店大堂", "background"),
        ("让这辆车停在海边,而不是车库", "background"),
        ("提取沙发,放在纯色背景上", "extract"),
        ("猫放到左边", "layout"),
    ),
    "what stands behind the thing it is said of": (
        ("法令纹浅一点", "portrait"),
        ("头往左偏一点", "pose"),
        ("头盔变银色", "color"),
        ("包包想要奶茶色", "color"),
        ("帽子弄成芥末黄", "color"),
        ("桌子换成大理石的", "material"),
        ("后面换成纯灰色", "background"),
    ),
    "a story before the wish": (
        ("照片上有裂纹,还发黄,帮我修修", "restore"),
        ("字太小了,放大点", "text"),
        ("脚被裁掉了,补出来", "complete"),
        ("花瓶不要了,换个台灯", "replace"),
        ("天空压暗,不要影响人物", "tone"),
    ),
    "what is wished to be there": (
        ("希望窗台上可以有一盆绿萝", "add"),
        ("要是草地上有几只羊就好了", "add"),
        ("鱼缸里养几条金鱼", "add"),
        ("肩膀上站一只鹦鹉", "add"),
    ),
    "who is asked, and where the picture is to be shown": (
        ("亲,背景换个白的,我要上架", "background"),
        ("背景换个浅灰的,要放详情页", "background"),
        ("发朋友圈用,美化一下", "vague"),
    ),
    "what stays, and what goes around it": (
        ("桌上只保留花瓶,别的东西统统拿走", "remove"),
        ("沙发上只留一个抱枕,多余的移走", "remove"),
        ("只要人,不要背景", "extract"),
    ),
    "how many there are to be": (("让天上的气球变成十个", "layout"), ("花瓶里的玫瑰变成六朵", "layout")),
    "who is pasted in": (("把爷爷p到全家福中间", "compose"), ("把一只猫p到沙发上", "add")),
    "who does what gives way to another": (
        ("坐着的老人换成一只坐着的熊", "replace"),
        ("不要花了,换成仙人掌", "replace"),
        ("背景太乱了,换个干净的", "background"),
    ),
    "which side more is filled in on": (
        ("塔尖没拍到,往上补点天空", "complete"),
        ("左边太挤了,往左多补点画面", "complete"),
    ),
    "what follows a comma, or runs on without one": (
        ("沙发要绿色的,墙上加幅画", "multi"),
        ("帮我瘦个脸,后面那辆车也去掉", "multi"),
        ("先把右边的垃圾桶去掉,再整体提亮一点", "multi"),
        ("把车p掉天空换成夕阳", "multi"),
        ("调亮一点去掉水印", "multi"),
    ),
    "what it is about, before the asking": (("沙发给我整成墨绿的", "color"), ("裙子的话换成白色", "color")),
    "what it is made with": (("裙子用牛仔布做", "material"), ("把木桌变成玻璃桌", "material")),
    "the last letter of a word in no list": (("把街道换成古代集市", "background"),),
    "the other variants": (("第二张留着,其他的删了吧", "navigate"), ("其他人都删了吧", "remove")),
    "a verdict by how bad or good it is": (
        ("不行,跟我想的完全不一样", "deny"),
        ("假得很", "deny"),
        ("怎么把脸改了", "deny"),
        ("太暗了", "tone"),
        ("这次对了", "affirm"),
        ("比我想的还好", "affirm"),
    ),
    "what goes on behind 再, a colon or a relative": (
        ("门口再蹲两个雪人", "add"),
        ("背景:雨后的京都小巷", "background"),
        ("让戴草帽的女孩在石阶上坐下", "pose"),
        ("盘里放的换成小龙虾", "replace"),
    ),
    "what a thing is to be, behind what is not wanted": (
        ("他拿的不是雨伞而是拐杖", "replace"),
        ("不要咖啡了,改成一壶功夫茶", "replace"),
        ("叶子由绿转黄", "color"),
        ("两边的人都清空,就剩我", "remove"),
        ("只留下半截,上面不要了", "crop"),
    ),
    "what is wished for besides": (
        ("去水印+提亮", "multi"),
        ("降噪,顺手把水平线拉正", "multi"),
        ("狗换成猫,让它蹲着", "multi"),
        ("天空换成晚霞,海面再亮一点", "multi"),
        ("镜头拉近,露出手上的戒指", "viewpoint"),
        ("镜头慢慢推近这束花,5秒", "video"),
        ("这杯热茶放一晚上会变成什么样?画出来", "reasoning"),
    ),
    "a verb that nobody knows, before a measure word": (
        ("门上钉个马蹄铁", "add"),
        ("窗玻璃上凝点水珠", "add"),
    ),
    "talk by what it is about and what is to be done": (
        ("把第二版标个星", "navigate"),
        ("二号和三号哪里不一样", "compare"),
        ("种子锁死别变", "settings"),
        ("换背景用哪个模型靠谱", "advise"),
        ("画笔大小怎么调", "help"),
        ("几张收藏的打包发我", "export"),
        ("墙上那个牌子写的啥", "ask_image"),
        ("给他手里加一支画笔", "add"),
        ("第三张椅子去掉", "remove"),
        ("门牌上的3号改成5号", "text"),
        ("对比拉高,饱和降一些", "tone"),
    ),
    "sizes before a letter": (("改成4:3横版", "crop"), ("做成三秒循环动图", "video")),
    "wishes that stand apart": (
        ("抠出这个包,包带上的线头也擦掉", "multi"),
        ("锐化以后放到海边去", "multi"),
        ('整张变成油画,右下角签上我的名字"小陈"', "multi"),
        ("嘴巴闭上,头发理顺,旁边那个人删掉", "multi"),
        ("皮肤别这么黄,光再亮一点", "multi"),
        ("狗去掉,椅子挪到中间", "multi"),
        ("给妈妈换件旗袍,背景用竹林那种", "multi"),
        ("去水印,提高清晰度", "multi"),
    ),
    "what only says more of a wish": (
        ("要是裙子是红色的会怎么样?出一张我看看", "color"),
        ("皮克斯那种感觉,脸要像我", "style"),
        ("人物免抠,头发丝边缘要干净", "extract"),
        ("海报内容:欢迎新同事", "text"),
        ("海平面歪了,看着难受", "crop"),
    ),
    "a thing in the place of another": (
        ("屋顶那只鸽子我想要猫头鹰", "replace"),
        ("电饭煲换咖啡机", "replace"),
    ),
    "words made of two": (
        ("墙上贴的小广告全铲了", "remove"),
        ("把价签撕下来", "remove"),
        ("沙发面料换成绒的", "material"),
        ("让蛋糕上面插五根蜡烛", "add"),
        ("画出多米诺骨牌倒下以后的场面", "reasoning"),
        ("让云飘起来", "video"),
    ),
    "what is said to the program": (
        ("恢复成第一版", "navigate"),
        ("切换到去掉水印之前的版本", "navigate"),
        ("右边那个我要了,在它上面继续", "navigate"),
        ("撤回两次", "navigate"),
        ("尺寸默认4K", "settings"),
        ("能打开HEIC吗", "advise"),
        ("要不要先调色再裁剪,还是直接裁", "advise"),
        ("把喜欢的那两张打包发我", "export"),
        ("他右手拿东西了没", "ask_image"),
        ("今天就到这里吧,改天再找你", "chat"),
        ("对,就是这种感觉", "affirm"),
        ("啊这,跟我要的完全两码事", "deny"),
        ("行,花就花吧", "confirm"),
        ("有什么指令可以输入", "help"),
        ("这张太平了,没有记忆点", "vague"),
    ),
}


@pytest.mark.parametrize(("words", "label"), [pair for pairs in _SAID.values() for pair in pairs])
def test_the_order_of_chinese_words_tells_the_kind(words: str, label: str) -> None:
    assert read(words, ROUND).label == label
